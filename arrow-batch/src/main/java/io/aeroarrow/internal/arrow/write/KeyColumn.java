package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
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

/** User keys, or digests, that lie in a vector. */
public abstract class KeyColumn implements AutoCloseable {

    private static final int DIGEST_SIZE = KeyDigester.DIGEST_SIZE;

    private final FieldVector keys;

    private KeyColumn(FieldVector keys) {
        this.keys = keys;
    }

    /**
     * Reads the keys to look up from a vector, which stays the caller's.
     *
     * @param dictionaries has the one that the keys are encoded by, if they are
     * @throws IllegalArgumentException if one of them is none that a record can have, or their type is none of keys
     */
    public static KeyColumn of(FieldVector keys, DictionaryProvider dictionaries, BufferAllocator allocator) {
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
     * Reads the keys of rows that are written; whether a row's is one that a record can have, {@link #problem} tells.
     *
     * @param areDigests whether they are digests in place of keys
     * @throws IllegalArgumentException if their type is none of keys
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
                    + ", which is not at hand; give it by keyDictionaries");
        }
        return new Encoded((BaseIntVector) keys, dictionary.getVector(), plain.apply(dictionary.getVector()));
    }

    private static KeyColumn userKeys(FieldVector keys, BufferAllocator allocator) {
        ByteRange bytes = ByteRange.of(keys);
        if (bytes != null) {
            return new Bytes(
                    keys, bytes, VectorValues.isText(keys.getField().getType()) ? Particle.STRING : Particle.BLOB);
        }
        IntToLongFunction numbers = VectorValues.longs(keys);
        if (numbers != null) {
            return new Integers(keys, numbers, allocator);
        }
        throw new IllegalArgumentException("column '" + keys.getField().getName() + "' of type "
                + keys.getField().getType() + " holds no keys; integers, utf8 and binary do, and fixed-size binary of "
                + DIGEST_SIZE + " bytes holds digests");
    }

    public final int size() {
        return keys.getValueCount();
    }

    /** Why a row has no key that a record can have, to follow on its name; null if it has one. */
    final @Nullable String problem(int row) {
        return keys.isNull(row) ? "is null; a record has no such key" : problemOfValue(row);
    }

    /** As {@link #problem}, of a row that is not null. */
    @Nullable
    String problemOfValue(int row) {
        return null;
    }

    /** Has the digest of a key written; it is there once the digester has finished. */
    abstract void digest(int row, BulkKeyDigester digester, long target);

    /** Tells an answer the key it was asked by; that stays valid while the others of a block are told theirs. */
    public abstract void completeKey(int row, RecordCursor answer);

    /** Sends the key with a write, to be stored. */
    abstract void send(int row, WriteEncoder write);

    /** Whether these are digests, of records in any set. */
    public boolean areDigests() {
        return false;
    }

    @Override
    public void close() {}

    private static final class Integers extends KeyColumn {
        private final IntToLongFunction keys;
        /** The keys of the last answers, as many as a block has. */
        private final ArrowBuf networkOrder;

        /** Which of them is the oldest. */
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
                return "cannot be a key: " + e.why();
            }
        }

        @Override
        void digest(int row, BulkKeyDigester digester, long target) {
            digester.add(keys.applyAsLong(row), target);
        }

        @Override
        public void completeKey(int row, RecordCursor answer) {
            long key = networkOrder.memoryAddress() + (long) Long.BYTES * oldest;
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

    /** Numbers of the keys in a dictionary. */
    private static final class Encoded extends KeyColumn {
        private final BaseIntVector numbers;
        private final int size;
        private final KeyColumn values;

        Encoded(BaseIntVector numbers, FieldVector dictionary, KeyColumn values) {
            super((FieldVector) numbers);
            this.numbers = numbers;
            this.size = dictionary.getValueCount();
            this.values = values;
        }

        @Override
        @Nullable
        String problemOfValue(int row) {
            long number = numbers.getValueAsLong(row);
            return number < 0 || number >= size
                    ? "is value " + number + " of a dictionary that has " + size + " values"
                    : values.problem((int) number);
        }

        @Override
        void digest(int row, BulkKeyDigester digester, long target) {
            values.digest((int) numbers.getValueAsLong(row), digester, target);
        }

        @Override
        public void completeKey(int row, RecordCursor answer) {
            values.completeKey((int) numbers.getValueAsLong(row), answer);
        }

        @Override
        void send(int row, WriteEncoder write) {
            values.send((int) numbers.getValueAsLong(row), write);
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
                throw new IllegalArgumentException(
                        "column '" + vector.getField().getName() + "' of type "
                                + vector.getField().getType() + " holds no digests; they are binary, of " + DIGEST_SIZE
                                + " bytes");
            }
            digests = bytes;
        }

        @Override
        @Nullable
        String problemOfValue(int row) {
            return digests.length(row) != DIGEST_SIZE
                    ? "takes " + digests.length(row) + " bytes; a digest takes " + DIGEST_SIZE
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
            // A digest does not tell the key.
        }

        @Override
        void send(int row, WriteEncoder write) {
            // There is no key to be stored.
        }
    }
}
