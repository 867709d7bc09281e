package io.aeroarrow.arrow;

import io.aeroarrow.protocol.BulkKeyDigester;
import io.aeroarrow.protocol.KeyDigester;
import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RawMemory;
import io.aeroarrow.protocol.RecordCursor;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;

/** User keys, or digests, that lie in a vector. */
abstract class KeyColumn implements AutoCloseable {

    private final FieldVector keys;

    private KeyColumn(FieldVector keys) {
        this.keys = keys;
    }

    /**
     * Reads the keys of a vector, which stays the caller's.
     *
     * @param dictionaries has the one that the keys are encoded by, if they are
     * @throws IllegalArgumentException if there is a null among them, or their type is none of keys
     */
    static KeyColumn of(FieldVector keys, DictionaryProvider dictionaries, BufferAllocator allocator) {
        for (int i = 0; i < keys.getValueCount(); i++) {
            if (keys.isNull(i)) {
                throw isNull(i);
            }
        }
        DictionaryEncoding encoding = keys.getField().getDictionary();
        if (encoding == null) {
            return plain(keys, allocator);
        }
        Dictionary dictionary = dictionaries.lookup(encoding.getId());
        if (dictionary == null) {
            throw new IllegalArgumentException("keys are encoded by dictionary " + encoding.getId()
                    + ", which is not at hand; give it by keyDictionaries");
        }
        requireInside((BaseIntVector) keys, dictionary.getVector());
        return new Encoded((BaseIntVector) keys, plain(dictionary.getVector(), allocator));
    }

    private static KeyColumn plain(FieldVector keys, BufferAllocator allocator) {
        ArrowType type = keys.getField().getType();
        if (keys instanceof BaseIntVector integers) {
            return new Integers(keys, integers, allocator);
        } else if (keys instanceof VarCharVector text) {
            return new Bytes(text, Particle.STRING);
        } else if (keys instanceof VarBinaryVector blobs) {
            return new Bytes(blobs, Particle.BLOB);
        } else if (keys instanceof LargeVarCharVector text) {
            return new LargeBytes(text, Particle.STRING);
        } else if (keys instanceof LargeVarBinaryVector blobs) {
            return new LargeBytes(blobs, Particle.BLOB);
        } else if (VectorValues.isView(type, "Utf8View")) {
            return new Views(keys, Particle.STRING);
        } else if (VectorValues.isView(type, "BinaryView")) {
            return new Views(keys, Particle.BLOB);
        } else if (keys instanceof FixedSizeBinaryVector fixed && fixed.getByteWidth() == KeyDigester.DIGEST_SIZE) {
            return new Digests(fixed);
        }
        throw new IllegalArgumentException("keys of type " + type
                + " cannot be looked up; integers, utf8, binary and fixed-size binary of 20 bytes (digests) can");
    }

    private static IllegalArgumentException isNull(int row) {
        return new IllegalArgumentException("key " + row + " is null; a record has no such key");
    }

    /** Sees that each number stands for a value. */
    private static void requireInside(BaseIntVector numbers, FieldVector values) {
        for (int i = 0; i < numbers.getValueCount(); i++) {
            long number = numbers.getValueAsLong(i);
            if (number < 0 || number >= values.getValueCount()) {
                throw new IllegalArgumentException("key " + i + " is value " + number + " of a dictionary that has "
                        + values.getValueCount() + " values");
            } else if (values.isNull((int) number)) {
                throw isNull(i);
            }
        }
    }

    final int size() {
        return keys.getValueCount();
    }

    /** Has the digest of a key written; it is there once the digester has finished. */
    abstract void digest(int row, BulkKeyDigester digester, long target);

    /** Tells an answer the key it was asked by. */
    abstract void completeKey(int row, RecordCursor answer);

    /** Whether these are digests, of records in any set. */
    boolean areDigests() {
        return false;
    }

    @Override
    public void close() {}

    private static final class Integers extends KeyColumn {
        private final BaseIntVector keys;
        private final ArrowBuf networkOrder;

        Integers(FieldVector vector, BaseIntVector keys, BufferAllocator allocator) {
            super(vector);
            this.keys = keys;
            this.networkOrder = allocator.buffer(Long.BYTES);
        }

        @Override
        void digest(int row, BulkKeyDigester digester, long target) {
            long key = keys.getValueAsLong(row);
            if (key < 0 && keys instanceof UInt8Vector) {
                throw new IllegalArgumentException("key " + row + " is " + Long.toUnsignedString(key)
                        + "; a record's integer key is at most " + Long.MAX_VALUE);
            }
            digester.add(key, target);
        }

        @Override
        void completeKey(int row, RecordCursor answer) {
            RawMemory.putLongBE(networkOrder.memoryAddress(), keys.getValueAsLong(row));
            answer.completeKey(Particle.INTEGER, networkOrder.memoryAddress(), Long.BYTES);
        }

        @Override
        public void close() {
            networkOrder.close();
        }
    }

    private static final class Bytes extends KeyColumn {
        private final BaseVariableWidthVector keys;
        private final int particle;

        Bytes(BaseVariableWidthVector keys, int particle) {
            super(keys);
            this.keys = keys;
            this.particle = particle;
        }

        @Override
        void digest(int row, BulkKeyDigester digester, long target) {
            digester.add(particle, address(row), keys.getValueLength(row), target);
        }

        @Override
        void completeKey(int row, RecordCursor answer) {
            answer.completeKey(particle, address(row), keys.getValueLength(row));
        }

        private long address(int row) {
            return keys.getDataBuffer().memoryAddress() + keys.getStartOffset(row);
        }
    }

    private static final class LargeBytes extends KeyColumn {
        private final BaseLargeVariableWidthVector keys;
        private final int particle;

        LargeBytes(BaseLargeVariableWidthVector keys, int particle) {
            super(keys);
            this.keys = keys;
            this.particle = particle;
        }

        @Override
        void digest(int row, BulkKeyDigester digester, long target) {
            digester.add(particle, address(row), keys.getValueLength(row), target);
        }

        @Override
        void completeKey(int row, RecordCursor answer) {
            answer.completeKey(particle, address(row), keys.getValueLength(row));
        }

        private long address(int row) {
            return keys.getDataBuffer().memoryAddress() + keys.getOffsetBuffer().getLong((long) row * Long.BYTES);
        }
    }

    /** Sixteen bytes a row: the length, then a short value itself, or where the bytes of a longer one are. */
    private static final class Views extends KeyColumn {
        private static final int VIEW_BYTES = 16;
        private static final int MOST_INLINE = 12;
        private static final int INLINE_AT = 4;
        private static final int BUFFER_AT = 8;
        private static final int OFFSET_AT = 12;
        /** The buffers before those of the long values: which rows are null, and the views. */
        private static final int BUFFERS_BEFORE = 2;

        private final ArrowBuf views;
        private final List<ArrowBuf> buffers;
        private final int particle;

        Views(FieldVector keys, int particle) {
            super(keys);
            this.views = keys.getDataBuffer();
            this.buffers = keys.getFieldBuffers();
            this.particle = particle;
        }

        @Override
        void digest(int row, BulkKeyDigester digester, long target) {
            digester.add(particle, address(row), length(row), target);
        }

        @Override
        void completeKey(int row, RecordCursor answer) {
            answer.completeKey(particle, address(row), length(row));
        }

        private int length(int row) {
            return views.getInt((long) row * VIEW_BYTES);
        }

        private long address(int row) {
            long view = (long) row * VIEW_BYTES;
            return length(row) <= MOST_INLINE
                    ? views.memoryAddress() + view + INLINE_AT
                    : buffers.get(BUFFERS_BEFORE + views.getInt(view + BUFFER_AT))
                                    .memoryAddress()
                            + views.getInt(view + OFFSET_AT);
        }
    }

    /** Numbers of the keys in a dictionary. */
    private static final class Encoded extends KeyColumn {
        private final BaseIntVector numbers;
        private final KeyColumn values;

        Encoded(BaseIntVector numbers, KeyColumn values) {
            super((FieldVector) numbers);
            this.numbers = numbers;
            this.values = values;
        }

        @Override
        void digest(int row, BulkKeyDigester digester, long target) {
            values.digest((int) numbers.getValueAsLong(row), digester, target);
        }

        @Override
        void completeKey(int row, RecordCursor answer) {
            values.completeKey((int) numbers.getValueAsLong(row), answer);
        }

        @Override
        public void close() {
            values.close();
        }
    }

    private static final class Digests extends KeyColumn {
        private final FixedSizeBinaryVector digests;

        Digests(FixedSizeBinaryVector digests) {
            super(digests);
            this.digests = digests;
        }

        @Override
        boolean areDigests() {
            return true;
        }

        @Override
        void digest(int row, BulkKeyDigester digester, long target) {
            long source = digests.getDataBuffer().memoryAddress() + (long) row * KeyDigester.DIGEST_SIZE;
            RawMemory.copy(source, target, KeyDigester.DIGEST_SIZE);
        }

        @Override
        void completeKey(int row, RecordCursor answer) {
            // A digest does not tell the key.
        }
    }
}
