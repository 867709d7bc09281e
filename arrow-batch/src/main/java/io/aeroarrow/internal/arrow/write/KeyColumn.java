package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.arrow.check.ArrowMemory;
import io.aeroarrow.internal.arrow.check.VectorCheck;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.digest.BulkKeyDigester;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.request.WriteEncoder;
import io.aeroarrow.internal.value.Particle;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.jspecify.annotations.Nullable;

/** Reads user keys or digests from a vector. */
public abstract class KeyColumn implements AutoCloseable {

    private static final int DIGEST_SIZE = KeyDigester.DIGEST_SIZE;

    private final FieldVector keys;

    private KeyColumn(FieldVector keys) {
        this.keys = keys;
    }

    /**
     * Reads the keys of a lookup from a vector, which remains the caller's.
     *
     * @param dictionaries the dictionaries of dictionary-encoded keys
     * @throws IllegalArgumentException if a key is invalid, the vector is damaged, or its type cannot hold keys
     */
    public static KeyColumn of(FieldVector keys, DictionaryProvider dictionaries, BufferAllocator allocator) {
        VectorCheck.requireReadable(keys, keys.getValueCount(), dictionaries);
        KeyColumn column = decoded(keys, dictionaries, values -> {
            boolean digests = values instanceof FixedSizeBinaryVector fixed && DIGEST_SIZE == fixed.getByteWidth();
            return digests ? new Digests(values) : userKeys(values, allocator);
        });
        for (int row = 0; row < column.size(); row++) {
            String problem = column.problem(row);
            if (problem != null) {
                column.close();
                throw new IllegalArgumentException("key " + row + " " + problem);
            }
        }
        return column;
    }

    /**
     * Reads the keys of a write. Does not check the keys: {@link #problem} does.
     *
     * @param areDigests whether the vector holds digests
     * @throws IllegalArgumentException if the vector's type cannot hold keys or digests
     */
    static KeyColumn toWrite(
            FieldVector keys, boolean areDigests, DictionaryProvider dictionaries, BufferAllocator allocator) {
        return decoded(keys, dictionaries, values -> areDigests ? new Digests(values) : userKeys(values, allocator));
    }

    private static KeyColumn decoded(
            FieldVector keys, DictionaryProvider dictionaries, Function<FieldVector, KeyColumn> plain) {
        DictionaryEncoding encoding = keys.getField().getDictionary();
        if (encoding == null) {
            return plain.apply(keys);
        }
        Dictionary dictionary = dictionaries.lookup(encoding.getId());
        if (dictionary == null) {
            throw new IllegalArgumentException("keys are encoded by dictionary " + encoding.getId()
                    + ", which is missing; set it by keyDictionaries");
        }
        return new Encoded((BaseIntVector) keys, dictionary.getVector(), plain.apply(dictionary.getVector()));
    }

    private static KeyColumn userKeys(FieldVector keys, BufferAllocator allocator) {
        ByteRange bytes = ByteRange.of(keys);
        if (bytes != null) {
            return new Bytes(
                    keys, bytes, VectorValues.isText(keys.getField().getType()) ? Particle.STRING : Particle.BLOB);
        }
        IntToLongFunction numbers = IntegerElements.of(keys, keys.getField(), null);
        if (numbers != null) {
            return new Integers(keys, numbers, allocator);
        }
        throw new IllegalArgumentException("column '" + keys.getField().getName() + "' of type "
                + keys.getField().getType()
                + " cannot hold keys; use integers, utf8 or binary, or fixed-size binary of "
                + DIGEST_SIZE + " bytes for digests");
    }

    public final int size() {
        return keys.getValueCount();
    }

    /** Returns why a row's key is invalid, as the end of a sentence that begins with the key; null if it is valid. */
    final @Nullable String problem(int row) {
        return keys.isNull(row) ? "is null; every record needs a key" : problemOfValue(row);
    }

    /** Does the same as {@link #problem} for a key that is not null. */
    @Nullable
    String problemOfValue(int row) {
        return null;
    }

    /** Writes the digest of a key to an address. It is complete when the digester has finished. */
    abstract void digest(int row, BulkKeyDigester digester, long target);

    /** Sets the key of an answer. It stays valid while the other answers of the block are completed. */
    public abstract void completeKey(int row, RecordCursor answer);

    /** Adds the key to a write, so that the server stores it. */
    abstract void send(int row, WriteEncoder write);

    /** Whether the keys are digests, which can address records of any set. */
    public boolean areDigests() {
        return false;
    }

    @Override
    public void close() {}

    private static final class Integers extends KeyColumn {
        private final IntToLongFunction keys;
        /** A ring of the keys of the last answers, as many as a block has. */
        private final ArrowBuf networkOrder;

        /** The index of the oldest key in the ring. */
        private int oldest;

        Integers(FieldVector vector, IntToLongFunction keys, BufferAllocator allocator) {
            super(vector);
            this.keys = keys;
            this.networkOrder = allocator.buffer((long) Long.BYTES * RecordBlock.CAPACITY);
        }

        @Override
        @Nullable
        String problemOfValue(int row) {
            try {
                long unused = keys.applyAsLong(row);
                return null;
            } catch (UnwritableValueException e) {
                return "cannot be a key: " + e.reason();
            }
        }

        @Override
        void digest(int row, BulkKeyDigester digester, long target) {
            digester.add(keys.applyAsLong(row), target);
        }

        @Override
        public void completeKey(int row, RecordCursor answer) {
            long key = ArrowMemory.address(networkOrder) + (long) Long.BYTES * oldest;
            oldest = (oldest + 1) % RecordBlock.CAPACITY;
            RawMemory.putLongBE(key, keys.applyAsLong(row));
            answer.completeKey(Particle.INTEGER, key, Long.BYTES);
        }

        @Override
        void send(int row, WriteEncoder write) {
            write.key(keys.applyAsLong(row));
        }

        @Override
        public void close() {
            networkOrder.close();
        }
    }

    private static final class Bytes extends KeyColumn {
        private final ByteRange keys;
        private final int particle;

        Bytes(FieldVector vector, ByteRange keys, int particle) {
            super(vector);
            this.keys = keys;
            this.particle = particle;
        }

        @Override
        void digest(int row, BulkKeyDigester digester, long target) {
            digester.add(particle, keys.address(row), keys.length(row), target);
        }

        @Override
        public void completeKey(int row, RecordCursor answer) {
            answer.completeKey(particle, keys.address(row), keys.length(row));
        }

        @Override
        void send(int row, WriteEncoder write) {
            write.key(particle, keys.address(row), keys.length(row));
        }
    }

    /** Dictionary-encoded keys: indexes into a vector of keys. */
    private static final class Encoded extends KeyColumn {
        private final BaseIntVector indexes;
        private final int size;
        private final KeyColumn values;

        Encoded(BaseIntVector indexes, FieldVector dictionary, KeyColumn values) {
            super((FieldVector) indexes);
            this.indexes = indexes;
            this.size = dictionary.getValueCount();
            this.values = values;
        }

        @Override
        @Nullable
        String problemOfValue(int row) {
            long index = indexes.getValueAsLong(row);
            return index < 0 || index >= size
                    ? "has the dictionary index " + index + ", but the dictionary has " + size + " values"
                    : values.problem((int) index);
        }

        @Override
        void digest(int row, BulkKeyDigester digester, long target) {
            values.digest((int) indexes.getValueAsLong(row), digester, target);
        }

        @Override
        public void completeKey(int row, RecordCursor answer) {
            values.completeKey((int) indexes.getValueAsLong(row), answer);
        }

        @Override
        void send(int row, WriteEncoder write) {
            values.send((int) indexes.getValueAsLong(row), write);
        }

        @Override
        public boolean areDigests() {
            return values.areDigests();
        }

        @Override
        public void close() {
            values.close();
        }
    }

    private static final class Digests extends KeyColumn {
        private final ByteRange digests;

        Digests(FieldVector vector) {
            super(vector);
            ByteRange bytes = ByteRange.of(vector);
            if (bytes == null) {
                throw new IllegalArgumentException("column '"
                        + vector.getField().getName() + "' of type "
                        + vector.getField().getType() + " cannot hold digests; use binary values of " + DIGEST_SIZE
                        + " bytes");
            }
            digests = bytes;
        }

        @Override
        @Nullable
        String problemOfValue(int row) {
            return digests.length(row) != DIGEST_SIZE
                    ? "has " + digests.length(row) + " bytes; a digest has " + DIGEST_SIZE
                    : null;
        }

        @Override
        public boolean areDigests() {
            return true;
        }

        @Override
        void digest(int row, BulkKeyDigester digester, long target) {
            RawMemory.copy(digests.address(row), target, DIGEST_SIZE);
        }

        @Override
        public void completeKey(int row, RecordCursor answer) {
            // The key of a digest is unknown.
        }

        @Override
        void send(int row, WriteEncoder write) {
            // The key of a digest is unknown, so none is stored.
        }
    }
}
