package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.expression.BinExpression;
import io.aeroarrow.embedded.internal.msgpack.CanonicalContainers;
import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import org.jspecify.annotations.Nullable;

/**
 * The ops that return or write the value of an expression.
 *
 * @param version the version of the node, which determines the known operators
 */
record ExpressionOps(Digest digest, ServerTime time, ServerVersion version) {
    private static final int CREATE_ONLY = 0x01;
    private static final int UPDATE_ONLY = 0x02;
    private static final int ALLOW_DELETE = 0x04;
    private static final int POLICY_NO_FAIL = 0x08;
    private static final int EVAL_NO_FAIL = 0x10;
    private static final int READ_FLAGS = EVAL_NO_FAIL;
    private static final int WRITE_FLAGS = 0x1f;

    /** What an op does to its bin. */
    sealed interface Change {
        record Keep() implements Change {}

        record Delete() implements Change {}

        record Write(BinValue value) implements Change {}
    }

    private record Call(BinExpression expression, long flags) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /** The value of the op's expression; null for nil, or for unknown if the op may fail. */
    @Nullable
    BinValue read(MessageOp op, StoredRecord stored) {
        Call call = parse(op, READ_FLAGS);
        BinExpression.Result result = call.expression.evaluate(digest, stored, time);
        requireKnown(result, call);
        return stored(result.value());
    }

    /**
     * Evaluates an op that writes a bin.
     *
     * @param exists whether the bin exists
     */
    Change modify(MessageOp op, StoredRecord stored, boolean exists) {
        Call call = parse(op, WRITE_FLAGS);
        if (call.has(exists ? CREATE_ONLY : UPDATE_ONLY)) {
            if (call.has(POLICY_NO_FAIL)) {
                return new Change.Keep();
            }
            throw new RequestFailure(
                    exists ? ServerResultCode.BIN_EXISTS : ServerResultCode.BIN_NOT_FOUND, "the bin's existence");
        }
        BinExpression.Result result = call.expression.evaluate(digest, stored, time);
        requireKnown(result, call);
        BinValue value = stored(result.value());
        if (value != null) {
            return new Change.Write(value);
        }
        if (!result.isKnown() || !exists) {
            return new Change.Keep();
        }
        if (call.has(ALLOW_DELETE)) {
            return new Change.Delete();
        }
        if (call.flags == 0) {
            throw notApplicable("the expression would delete the bin");
        }
        // As a real server: any flag prevents the error.
        return new Change.Keep();
    }

    private static void requireKnown(BinExpression.Result result, Call call) {
        if (!result.isKnown() && !call.has(EVAL_NO_FAIL)) {
            throw notApplicable("the expression's value is unknown");
        }
    }

    /** The form in which a bin stores the value; a GeoJSON value gets its cells. */
    private static @Nullable BinValue stored(@Nullable BinValue value) {
        if (value == null) {
            return null;
        }
        return switch (value.particle()) {
            case ParticleType.GEOJSON -> new BinValue(value.particle(), GeoJsonParticle.stored(value.value()));
            case ParticleType.LIST -> storable(value);
            default -> value;
        };
    }

    private static BinValue storable(BinValue list) {
        try {
            CanonicalContainers.canonicalList(list.value());
            return list;
        } catch (MalformedMsgpack e) {
            throw RequestFailure.parameter("a list that cannot be stored: " + e.getMessage());
        }
    }

    private Call parse(MessageOp op, int allowedFlags) {
        try {
            MsgpackReader in = new MsgpackReader(op.value());
            int count = in.listHeader();
            if (count == 0 || count > 2) {
                throw RequestFailure.parameter("an expression op of " + count + " elements");
            }
            ByteSlice expression = in.element();
            long flags = in.atEnd() || in.peek() != MsgpackKind.INTEGER ? 0 : in.integer();
            if ((flags & ~allowedFlags) != 0) {
                throw RequestFailure.parameter("expression flags " + flags);
            }
            return new Call(BinExpression.compile(expression, version), flags);
        } catch (MalformedMsgpack e) {
            throw RequestFailure.parameter("a malformed expression op: " + e.getMessage());
        }
    }

    private static RequestFailure notApplicable(String reason) {
        return new RequestFailure(ServerResultCode.OP_NOT_APPLICABLE, reason);
    }
}
