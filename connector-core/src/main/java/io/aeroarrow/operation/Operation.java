package io.aeroarrow.operation;

import io.aeroarrow.error.ResultCode;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.FloatValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.StringValue;

/** One of the operations that a request applies to a record, in their order. */
public sealed interface Operation {

    /** {@return whether it changes the record} */
    default boolean writes() {
        return true;
    }

    /** Reads a bin. */
    record Read(String bin) implements Operation {
        /**
         * Checks the components.
         *
         * @param bin the name of the bin, 1 to 15 bytes of UTF-8
         */
        public Read {
            Bin.requireName(bin);
        }

        @Override
        public boolean writes() {
            return false;
        }
    }

    /** Reads all bins; no other bin can be read by the same request. */
    record ReadAll() implements Operation {
        @Override
        public boolean writes() {
            return false;
        }
    }

    /** Sets a bin, or removes it if the value is null. */
    record Write(Bin bin) implements Operation {}

    /** Adds to an integer or float bin, which must hold the same type; creates a missing one. */
    record Add(Bin bin) implements Operation {
        /**
         * Checks the components.
         *
         * @param bin the name of the bin, 1 to 15 bytes of UTF-8
         */
        public Add {
            if (!(bin.value() instanceof IntegerValue || bin.value() instanceof FloatValue)) {
                throw new IllegalArgumentException("an integer or a float can be added, not " + bin.value());
            }
        }
    }

    /** Adds to the end of a string or blob bin, which must hold the same type; creates a missing one. */
    record Append(Bin bin) implements Operation {
        /**
         * Checks the components.
         *
         * @param bin the name of the bin, 1 to 15 bytes of UTF-8
         */
        public Append {
            requireBytes(bin);
        }
    }

    /** Adds to the start of a string or blob bin, as {@link Append}. */
    record Prepend(Bin bin) implements Operation {
        /**
         * Checks the components.
         *
         * @param bin the name of the bin, 1 to 15 bytes of UTF-8
         */
        public Prepend {
            requireBytes(bin);
        }
    }

    /** Resets the record's time to live; fails with {@link ResultCode#NOT_FOUND} if there is no record. */
    record Touch() implements Operation {}

    /** Removes all bins; a record without any is deleted. */
    record Delete() implements Operation {}

    /**
     * {@return an operation that reads a bin}
     *
     * @param bin the name of the bin, 1 to 15 bytes of UTF-8
     */
    static Operation read(String bin) {
        return new Read(bin);
    }

    /** {@return an operation that reads all bins} */
    static Operation readAll() {
        return new ReadAll();
    }

    /**
     * {@return an operation that sets a bin, or removes it if the value is null}
     *
     * @param bin the name of the bin, 1 to 15 bytes of UTF-8
     * @param value the value
     */
    static Operation write(String bin, Value value) {
        return new Write(new Bin(bin, value));
    }

    /**
     * {@return an operation that adds to a number} The bin must hold the same type; a missing bin is created.
     *
     * @param bin the name of the bin, 1 to 15 bytes of UTF-8
     * @param value the value
     */
    static Operation add(String bin, long value) {
        return new Add(new Bin(bin, Value.of(value)));
    }

    /**
     * {@return an operation that adds to a number} The bin must hold the same type; a missing bin is created.
     *
     * @param bin the name of the bin, 1 to 15 bytes of UTF-8
     * @param value the value
     */
    static Operation add(String bin, double value) {
        return new Add(new Bin(bin, Value.of(value)));
    }

    /**
     * {@return an operation that adds to the end of a bin} The bin must hold the same type; a missing bin is created.
     *
     * @param bin the name of the bin, 1 to 15 bytes of UTF-8
     * @param text the string
     */
    static Operation append(String bin, String text) {
        return new Append(new Bin(bin, Value.of(text)));
    }

    /**
     * {@return an operation that adds to the end of a bin} The bin must hold the same type; a missing bin is created.
     *
     * @param bin the name of the bin, 1 to 15 bytes of UTF-8
     * @param bytes the bytes
     */
    static Operation append(String bin, byte[] bytes) {
        return new Append(new Bin(bin, Value.of(bytes)));
    }

    /**
     * {@return an operation that adds to the start of a bin} The bin must hold the same type; a missing bin is
     * created.
     *
     * @param bin the name of the bin, 1 to 15 bytes of UTF-8
     * @param text the string
     */
    static Operation prepend(String bin, String text) {
        return new Prepend(new Bin(bin, Value.of(text)));
    }

    /**
     * {@return an operation that adds to the start of a bin} The bin must hold the same type; a missing bin is
     * created.
     *
     * @param bin the name of the bin, 1 to 15 bytes of UTF-8
     * @param bytes the bytes
     */
    static Operation prepend(String bin, byte[] bytes) {
        return new Prepend(new Bin(bin, Value.of(bytes)));
    }

    /** {@return an operation that resets the record's time to live} */
    static Operation touch() {
        return new Touch();
    }

    /** {@return an operation that deletes the record} */
    static Operation delete() {
        return new Delete();
    }

    private static void requireBytes(Bin bin) {
        if (!(bin.value() instanceof StringValue || bin.value() instanceof BlobValue)) {
            throw new IllegalArgumentException("a string or a blob can be appended, not " + bin.value());
        }
    }
}
