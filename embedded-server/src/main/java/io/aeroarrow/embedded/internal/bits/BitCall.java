package io.aeroarrow.embedded.internal.bits;

import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;

/**
 * A parsed call of a bit operation.
 *
 * @param offset in bits, negative from the end
 * @param size in bits
 * @param value an integer, a number of bits, or 1 for true
 * @param data bytes to write
 * @param flags the write flags
 * @param options flags of a resize, of arithmetic, or of reading an integer
 */
record BitCall(BitOperation operation, int offset, int size, long value, ByteSlice data, int flags, int options) {
    /** The size in bytes that no blob reaches. */
    static final int MAX_BYTES = 128 << 20;

    private static final long MAX_BITS = 8L * MAX_BYTES;
    private static final int CREATE_ONLY = 0x1;
    private static final int UPDATE_ONLY = 0x2;
    private static final int NO_FAIL = 0x4;
    private static final int PARTIAL = 0x8;
    private static final int MAX_INTEGER_BITS = 64;

    static BitCall parse(ByteSlice payload, boolean read) {
        try {
            MsgpackReader in = new MsgpackReader(payload);
            int count = in.listHeader();
            BitOperation operation = count == 0 ? null : BitOperation.of(in.integer());
            if (operation == null || operation.isRead() != read) {
                throw RequestFailure.parameter("no bit operation");
            }
            String parameters = operation.parameters();
            if (count - 1 < operation.required() || count - 1 > parameters.length()) {
                throw RequestFailure.parameter((count - 1) + " parameters of " + operation);
            }
            return new Parser(in, operation).parse(parameters.substring(0, count - 1));
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

    boolean partial() {
        return (flags & PARTIAL) != 0;
    }

    boolean option(int bit) {
        return (options & bit) != 0;
    }

    /** Reads the parameters in their order. */
    private static final class Parser {
        private final MsgpackReader in;
        private final BitOperation operation;
        private int offset;
        private int size;
        private long value;
        private ByteSlice data = ByteSlice.EMPTY;
        private int flags;
        private int options;

        Parser(MsgpackReader in, BitOperation operation) {
            this.in = in;
            this.operation = operation;
        }

        BitCall parse(String parameters) {
            for (int i = 0; i < parameters.length(); i++) {
                read(parameters.charAt(i));
            }
            return new BitCall(operation, offset, size, value, data, flags, options);
        }

        private void read(char parameter) {
            switch (parameter) {
                case 'B' -> size = (int) (8 * unsigned(0, MAX_BYTES));
                case 'Z' -> size = (int) (8 * unsigned(1, MAX_BYTES));
                case 'L' -> size = (int) unsigned(1, MAX_BITS);
                case 'I' -> size = (int) unsigned(1, MAX_INTEGER_BITS);
                case 'Y' -> offset = (int) (8 * signed(MAX_BYTES));
                case 'O' -> offset = (int) signed(MAX_BITS);
                case 'V' -> value = in.integer();
                case 'N' -> value = unsigned(0, MAX_BITS);
                case 'X' -> value = in.bool() ? 1 : 0;
                case 'D' -> readData();
                case 'F' -> flags = writeFlags();
                case 'S' -> options = options(0x7, 0x6);
                case 'A' -> options = options(0x7, 0x6);
                default -> options = options(0x1, 0x2);
            }
        }

        private long unsigned(long least, long most) {
            long read = in.integer();
            if (read < least || read > most) {
                throw RequestFailure.parameter("size " + read);
            }
            return read;
        }

        private long signed(long most) {
            long read = in.integer();
            if (Math.abs(read) > most) {
                throw RequestFailure.parameter("offset " + read);
            }
            return read;
        }

        private void readData() {
            ByteSlice raw = in.raw();
            if (raw.length() <= 1) {
                throw RequestFailure.parameter("no bytes");
            }
            data = raw.slice(1, raw.length() - 1);
            if (size == 0) {
                size = 8 * data.length();
            } else if (8L * data.length() < size) {
                throw RequestFailure.parameter(data.length() + " bytes for " + size + " bits");
            }
        }

        private int writeFlags() {
            long read = in.integer();
            if ((read & ~operation.allowedFlags()) != 0 || (read & 0x3) == 0x3) {
                throw RequestFailure.parameter("flags " + read);
            }
            return (int) read;
        }

        /** Reads flags of which some exclude each other. */
        private int options(int allowed, int exclusive) {
            long read = in.integer();
            if ((read & ~allowed) != 0 || (read & exclusive) == exclusive) {
                throw RequestFailure.parameter("flags " + read);
            }
            return (int) read;
        }
    }
}
