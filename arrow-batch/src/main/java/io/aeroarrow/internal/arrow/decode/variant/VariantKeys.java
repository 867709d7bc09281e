package io.aeroarrow.internal.arrow.decode.variant;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.bytes.Utf8;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The dictionary of field names of one variant: each name once, in the order of first use. Names stay known from variant to
 * variant, because most records have the same ones: then a name is found by one comparison, and the dictionary is not written
 * again.
 */
final class VariantKeys {

    /** From this number on, names are forgotten: they are data, not names. */
    private static final int MOST_KNOWN = 4096;

    private static final int MOST_BYTES = 1 << 16;
    private static final int NONE = -1;

    private static final int VERSION = 1;
    private static final int SORTED = 1 << 4;
    private static final int OFFSET_SIZE_SHIFT = 6;
    private static final int FNV_PRIME = 0x0100_0193;

    /** Differs from reader to reader, so that no data can collide on purpose. */
    private final int seed = ThreadLocalRandom.current().nextInt();

    private final GrowingBytes names = new GrowingBytes();
    private int known;
    private int[] offsets = new int[65];
    /** By name, its first bytes as an unsigned number, for comparisons. */
    private long[] prefixes = new long[64];
    /** By name, the name that followed it last time. */
    private int[] followers = new int[64];
    /** By name, the last variant that has used it, and its id there. */
    private long[] usedBy = new long[64];

    private int[] ids = new int[64];
    /** The names by hash, plus 1; a power of two, at least twice the number of names. */
    private int[] table = new int[256];

    private long variant;
    private int last = NONE;
    private int first = NONE;
    /** The names of this variant by id; from {@code count} on, those of the previous one. */
    private int[] used = new int[64];

    private int count;
    /** The number of names in the dictionary that is written; {@link #NONE} if there is none. */
    private int written = NONE;

    private boolean sameAsWritten;
    private boolean finished = true;
    private final GrowingBytes dictionary = new GrowingBytes();

    /** Starts a variant. */
    void start() {
        if (known > MOST_KNOWN || names.length() > MOST_BYTES) {
            forget();
        }
        if (!finished) {
            // The names of the variant that failed have replaced those of the dictionary.
            written = NONE;
        }
        finished = false;
        variant++;
        count = 0;
        last = NONE;
        sameAsWritten = written != NONE;
    }

    private void forget() {
        known = 0;
        names.setLength(0);
        first = NONE;
        written = NONE;
        Arrays.fill(table, 0);
    }

    /**
     * Uses a name.
     *
     * @return the index of the name, valid until the next variant starts; -1 if it is not UTF-8
     */
    int use(long name, int length) {
        int guess = last == NONE ? first : followers[last];
        int key = guess != NONE && matches(guess, name, length) ? guess : find(name, length);
        if (key == NONE) {
            return NONE;
        }
        if (last == NONE) {
            first = key;
        } else {
            followers[last] = key;
        }
        last = key;
        if (usedBy[key] != variant) {
            usedBy[key] = variant;
            ids[key] = count;
            addUsed(key);
        }
        return key;
    }

    private void addUsed(int key) {
        if (count == used.length) {
            used = Arrays.copyOf(used, 2 * count);
        }
        sameAsWritten = sameAsWritten && count < written && used[count] == key;
        used[count] = key;
        count++;
    }

    private boolean matches(int key, long name, int length) {
        return length == length(key) && RawMemory.equal(names.address() + offsets[key], name, length);
    }

    private int length(int key) {
        return offsets[key + 1] - offsets[key];
    }

    private int find(long name, int length) {
        int slot = hash(name, length) & (table.length - 1);
        while (table[slot] != 0) {
            if (matches(table[slot] - 1, name, length)) {
                return table[slot] - 1;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        if (!Utf8.isValid(name, length)) {
            return NONE;
        }
        table[slot] = known + 1;
        return learn(name, length);
    }

    private int learn(long name, int length) {
        int key = known;
        if (key == ids.length) {
            int size = 2 * key;
            offsets = Arrays.copyOf(offsets, size + 1);
            prefixes = Arrays.copyOf(prefixes, size);
            followers = Arrays.copyOf(followers, size);
            usedBy = Arrays.copyOf(usedBy, size);
            ids = Arrays.copyOf(ids, size);
        }
        offsets[key] = names.length();
        names.addCopy(name, length);
        offsets[key + 1] = names.length();
        prefixes[key] = prefix(name, length);
        followers[key] = NONE;
        usedBy[key] = 0;
        known++;
        if (2 * known > table.length) {
            rehash();
        }
        return key;
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int key = 0; key < known; key++) {
            int slot = hash(names.address() + offsets[key], length(key)) & (table.length - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = key + 1;
        }
    }

    private int hash(long name, int length) {
        int hash = seed;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ RawMemory.getByte(name + i)) * FNV_PRIME;
        }
        return hash ^ (hash >>> 15);
    }

    private static long prefix(long name, int length) {
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = prefix << Byte.SIZE | (i < length ? RawMemory.getUnsignedByte(name + i) : 0);
        }
        return prefix;
    }

    /** Compares two names by their unsigned bytes, the order of fields in an object. */
    int compare(int key, int other) {
        if (prefixes[key] != prefixes[other]) {
            return Long.compareUnsigned(prefixes[key], prefixes[other]);
        }
        int common = Math.min(length(key), length(other));
        for (int i = 0; i < common; i++) {
            int difference = RawMemory.getUnsignedByte(names.address() + offsets[key] + i)
                    - RawMemory.getUnsignedByte(names.address() + offsets[other] + i);
            if (difference != 0) {
                return difference;
            }
        }
        return length(key) - length(other);
    }

    /** The id of a name in the dictionary of this variant. */
    int id(int key) {
        return ids[key];
    }

    /** Ends the variant, and returns its dictionary: the metadata of the variant. */
    GrowingBytes finish() {
        if (!sameAsWritten || count != written) {
            write();
            written = count;
        }
        finished = true;
        return dictionary;
    }

    private void write() {
        int bytes = 0;
        boolean sorted = true;
        for (int i = 0; i < count; i++) {
            bytes += length(used[i]);
            sorted = sorted && (i == 0 || compare(used[i - 1], used[i]) < 0);
        }
        int size = VariantEncoder.bytesFor(Math.max(bytes, count));
        dictionary.setLength(0);
        dictionary.add(VERSION | (sorted ? SORTED : 0) | (size - 1) << OFFSET_SIZE_SHIFT);
        dictionary.addNumber(count, size);
        int end = 0;
        dictionary.addNumber(end, size);
        for (int i = 0; i < count; i++) {
            end += length(used[i]);
            dictionary.addNumber(end, size);
        }
        for (int i = 0; i < count; i++) {
            dictionary.addCopy(names.address() + offsets[used[i]], length(used[i]));
        }
    }
}
