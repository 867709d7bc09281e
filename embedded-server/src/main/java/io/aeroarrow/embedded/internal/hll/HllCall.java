package io.aeroarrow.embedded.internal.hll;

import io.aeroarrow.embedded.internal.msgpack.CanonicalContainers;
import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A parsed call of a HyperLogLog operation.
 *
 * @param indexBits {@link #UNSET} if not given
 * @param minhashBits {@link #UNSET} if not given
 */
record HllCall(
        int code, List<ByteSlice> elements, List<HyperLogLog> sketches, int indexBits, int minhashBits, int flags) {
    static final int UNSET = -1;
    static final int INIT = 0;
    static final int ADD = 1;
    static final int UNION = 2;
    static final int UPDATE_COUNT = 3;
    static final int FOLD = 4;
    static final int COUNT = 50;
    static final int GET_UNION = 51;
    static final int UNION_COUNT = 52;
    static final int INTERSECT_COUNT = 53;
    static final int SIMILARITY = 54;
    static final int DESCRIBE = 55;
    static final int MAY_CONTAIN = 56;

    private static final int CREATE_ONLY = 0x1;
    private static final int UPDATE_ONLY = 0x2;
    private static final int NO_FAIL = 0x4;
    private static final int ALLOW_FOLD = 0x8;

    /** The parameters of an operation: E elements, H sketches, J sketches to intersect, I and M numbers of bits, F flags. */
    private record Form(int required, String parameters, int allowedFlags) {}

    private static final Map<Integer, Form> FORMS = Map.ofEntries(
            Map.entry(INIT, new Form(0, "IMF", CREATE_ONLY | UPDATE_ONLY | NO_FAIL)),
            Map.entry(ADD, new Form(1, "EIMF", CREATE_ONLY | NO_FAIL)),
            Map.entry(UNION, new Form(1, "HF", CREATE_ONLY | UPDATE_ONLY | NO_FAIL | ALLOW_FOLD)),
            Map.entry(UPDATE_COUNT, new Form(0, "", 0)),
            Map.entry(FOLD, new Form(1, "I", 0)),
            Map.entry(COUNT, new Form(0, "", 0)),
            Map.entry(GET_UNION, new Form(1, "H", 0)),
            Map.entry(UNION_COUNT, new Form(1, "H", 0)),
            Map.entry(INTERSECT_COUNT, new Form(1, "J", 0)),
            Map.entry(SIMILARITY, new Form(1, "J", 0)),
            Map.entry(DESCRIBE, new Form(0, "", 0)),
            Map.entry(MAY_CONTAIN, new Form(1, "E", 0)));

    static HllCall parse(ByteSlice payload, boolean read) {
        try {
            MsgpackReader in = new MsgpackReader(payload);
            int count = in.listHeader();
            long code = count == 0 ? -1 : in.integer();
            Form form = code == (int) code ? FORMS.get((int) code) : null;
            if (form == null || read != (code >= COUNT)) {
                throw RequestFailure.parameter("no HyperLogLog operation");
            }
            if (count - 1 < form.required || count - 1 > form.parameters.length()) {
                throw RequestFailure.parameter((count - 1) + " parameters of operation " + code);
            }
            return new Parser(in, form).parse((int) code, count - 1);
        } catch (MalformedMsgpack e) {
            throw RequestFailure.parameter("a malformed call: " + e.getMessage());
        }
    }

    boolean createOnly() {
        return (flags & CREATE_ONLY) != 0;
    }

    boolean updateOnly() {
        return (flags & UPDATE_ONLY) != 0;
    }

    boolean noFail() {
        return (flags & NO_FAIL) != 0;
    }

    boolean allowsFold() {
        return (flags & ALLOW_FOLD) != 0;
    }

    /** Reads the parameters in their order. */
    private static final class Parser {
        private final MsgpackReader in;
        private final Form form;
        private final List<ByteSlice> elements = new ArrayList<>();
        private final List<HyperLogLog> sketches = new ArrayList<>();
        private int indexBits = UNSET;
        private int minhashBits = UNSET;
        private int flags;

        Parser(MsgpackReader in, Form form) {
            this.in = in;
            this.form = form;
        }

        HllCall parse(int code, int count) {
            for (int i = 0; i < count; i++) {
                switch (form.parameters.charAt(i)) {
                    case 'E' -> readElements();
                    case 'H' -> readSketches();
                    case 'J' -> readSketchesToIntersect();
                    case 'I' -> readIndexBits();
                    case 'M' -> readMinhashBits();
                    default -> readFlags();
                }
            }
            return new HllCall(code, List.copyOf(elements), List.copyOf(sketches), indexBits, minhashBits, flags);
        }

        private void readElements() {
            int count = in.listHeader();
            if (count == 0) {
                throw RequestFailure.parameter("no elements");
            }
            for (int i = 0; i < count; i++) {
                MsgpackKind kind = in.peek();
                if (kind == MsgpackKind.LIST || kind == MsgpackKind.MAP) {
                    throw RequestFailure.parameter("lists and maps cannot be elements");
                }
                elements.add(CanonicalContainers.canonicalElement(in.element()));
            }
        }

        private void readSketches() {
            int count = in.peek() == MsgpackKind.LIST ? in.listHeader() : 1;
            if (count == 0) {
                throw RequestFailure.parameter("no HyperLogLog");
            }
            for (int i = 0; i < count; i++) {
                ByteSlice raw = in.raw();
                ByteSlice bytes = raw.isEmpty() ? raw : raw.slice(1, raw.length() - 1);
                if (!HyperLogLog.isValid(bytes)) {
                    throw RequestFailure.parameter("a blob that is not a HyperLogLog");
                }
                sketches.add(HyperLogLog.decode(bytes));
            }
        }

        private void readSketchesToIntersect() {
            readSketches();
            int first = sketches.get(0).minhashBits();
            boolean comparable = first != 0 && sketches.stream().allMatch(sketch -> sketch.minhashBits() == first);
            if (sketches.size() > 2 && !comparable) {
                throw RequestFailure.parameter("more than two HyperLogLogs need the same number of minhash bits");
            }
        }

        private void readIndexBits() {
            long bits = in.integer();
            if (bits != UNSET && !HyperLogLog.areIndexBits(bits)) {
                throw RequestFailure.parameter(bits + " index bits");
            }
            indexBits = (int) bits;
        }

        private void readMinhashBits() {
            long bits = in.integer();
            boolean valid = bits == UNSET
                    || (HyperLogLog.areMinhashBits(bits)
                            && (indexBits == UNSET || HyperLogLog.areBits(indexBits, bits)));
            if (!valid) {
                throw RequestFailure.parameter(bits + " minhash bits");
            }
            minhashBits = (int) bits;
        }

        private void readFlags() {
            long read = in.integer();
            int exclusive = CREATE_ONLY | UPDATE_ONLY;
            if ((read & ~form.allowedFlags) != 0 || (read & exclusive) == exclusive) {
                throw RequestFailure.parameter("flags " + read);
            }
            flags = (int) read;
        }
    }
}
