package io.aeroarrow.arrow;

import io.aeroarrow.protocol.BulkKeyDigester;
import io.aeroarrow.protocol.KeyDigester;
import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RawMemory;
import io.aeroarrow.protocol.RecordCursor;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;

/** User keys, or digests, that lie in a vector. */
abstract class KeyColumn implements AutoCloseable {

    private final FieldVector keys;

    private KeyColumn(FieldVector keys) {
        this.keys = keys;
    }

    /**
     * Reads the keys of a vector, which stays the caller's.
     *
     * @throws IllegalArgumentException if there is a null among them, or their type is none of keys
     */
    static KeyColumn of(FieldVector keys, BufferAllocator allocator) {
        for (int i = 0; i < keys.getValueCount(); i++) {
            if (keys.isNull(i)) {
                throw new IllegalArgumentException("key " + i + " is null; a record has no such key");
            }
        }
        if (keys.getField().getDictionary() != null) {
            throw new IllegalArgumentException("keys are encoded by dictionary "
                    + keys.getField().getDictionary().getId()
                    + ", which is not at hand here; decode them first (DictionaryEncoder.decode)");
        }
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
        } else if (keys instanceof FixedSizeBinaryVector fixed && fixed.getByteWidth() == KeyDigester.DIGEST_SIZE) {
            return new Digests(fixed);
        }
        throw new IllegalArgumentException("keys of type " + keys.getField().getType()
                + " cannot be looked up; integers, utf8, binary and fixed-size binary of 20 bytes (digests) can");
    }

    final int size() {
        return keys.getValueCount();
    }

    /** Has the digest of a key written; it is there once the digester has finished. */
    abstract void digest(int row, BulkKeyDigester digester, long target);

    /** Tells an answer the key it was asked by. */
    abstract void completeKey(int row, RecordCursor answer);

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
            digester.add(keys.getValueAsLong(row), target);
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

    private static final class Digests extends KeyColumn {
        private final FixedSizeBinaryVector digests;

        Digests(FixedSizeBinaryVector digests) {
            super(digests);
            this.digests = digests;
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
