package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.util.ArrayList;
import java.util.List;

/** A call: the path to a nested list or map, the operation's code and its parameters. */
record CollectionCall(List<ContextStep> path, int code, CallParameters parameters) {
    private static final int WITH_CONTEXT = 0xff;
    private static final int FIRST_MAP_CODE = 64;

    /** Reads a call. What follows the operation's code is read by the operation. */
    static CollectionCall parse(ByteSlice payload) {
        if (payload.length() >= 2 && payload.u8(0) == 0) {
            return oldStyle(payload);
        }
        MsgpackReader in = new MsgpackReader(payload);
        int count = header(in);
        int code = code(in);
        if (code != WITH_CONTEXT) {
            return new CollectionCall(List.of(), code, new CallParameters(in, count - 1, false));
        }
        if (count != 3) {
            throw RequestFailure.parameter("a call with context has " + (count - 1) + " parameters");
        }
        List<ContextStep> path = path(in);
        int inner = header(in);
        return new CollectionCall(path, code(in), new CallParameters(in, inner - 1, endsWithWildcard(path)));
    }

    /** The form of old clients: the code in two bytes, then the list of parameters if there are any. */
    private static CollectionCall oldStyle(ByteSlice payload) {
        MsgpackReader in = new MsgpackReader(payload.slice(2, payload.length() - 2));
        int count = in.atEnd() ? 0 : in.listHeader();
        return new CollectionCall(List.of(), payload.u16(0), new CallParameters(in, count, false));
    }

    private static int header(MsgpackReader in) {
        int count = in.listHeader();
        if (count == 0) {
            throw RequestFailure.parameter("a call without a code");
        }
        return count;
    }

    private static int code(MsgpackReader in) {
        long code = in.integer();
        return code == (int) code ? (int) code : -1;
    }

    private static List<ContextStep> path(MsgpackReader in) {
        int count = in.listHeader();
        if (count == 0 || count % 2 != 0) {
            throw RequestFailure.parameter("a context of " + count + " elements");
        }
        List<ContextStep> path = new ArrayList<>(count / 2);
        for (int i = 0; i < count; i += 2) {
            int type = (int) in.integer();
            path.add(new ContextStep(type, in.element()));
        }
        return List.copyOf(path);
    }

    private static boolean endsWithWildcard(List<ContextStep> path) {
        boolean wildcard = false;
        for (ContextStep step : path) {
            if (step.how() == ContextStep.BY_KEY) {
                wildcard = false;
            }
            wildcard |= step.how() >= ContextStep.BY_KEY && MsgpackReader.hasComparison(step.value());
        }
        return wildcard;
    }

    boolean isOnList() {
        return code >= 0 && code < FIRST_MAP_CODE;
    }
}
