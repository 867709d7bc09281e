package io.aeroarrow.cli.internal.command;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;

/** The types of user keys on the command line. */
enum KeyType {
    INT("integers"),
    STRING("strings"),
    BLOB("blobs");

    private final String plural;

    KeyType(String plural) {
        this.plural = plural;
    }

    String described() {
        return plural;
    }

    /** Returns the default type: integers if all keys are integers of up to 18 digits, else strings. */
    static KeyType of(List<String> keys) {
        return keys.stream().allMatch(key -> key.matches("-?\\d{1,18}")) ? INT : STRING;
    }

    /**
     * Checks that a text is a key of this type.
     *
     * @throws IllegalArgumentException if it is not
     */
    void check(String key) {
        switch (this) {
            case INT -> number(key);
            case STRING -> {}
            case BLOB -> blob(key);
        }
    }

    /** Returns the keys in a vector of this type. The caller closes the vector. */
    FieldVector vector(List<String> keys, BufferAllocator allocator) {
        FieldVector vector = switch (this) {
            case INT -> numbers(keys, allocator);
            case STRING -> texts(keys, allocator);
            case BLOB -> blobs(keys, allocator);
        };
        vector.setValueCount(keys.size());
        return vector;
    }

    private static FieldVector numbers(List<String> keys, BufferAllocator allocator) {
        BigIntVector vector = new BigIntVector("key", allocator);
        for (int i = 0; i < keys.size(); i++) {
            vector.setSafe(i, number(keys.get(i)));
        }
        return vector;
    }

    private static FieldVector texts(List<String> keys, BufferAllocator allocator) {
        VarCharVector vector = new VarCharVector("key", allocator);
        for (int i = 0; i < keys.size(); i++) {
            vector.setSafe(i, keys.get(i).getBytes(StandardCharsets.UTF_8));
        }
        return vector;
    }

    private static FieldVector blobs(List<String> keys, BufferAllocator allocator) {
        VarBinaryVector vector = new VarBinaryVector("key", allocator);
        for (int i = 0; i < keys.size(); i++) {
            vector.setSafe(i, blob(keys.get(i)));
        }
        return vector;
    }

    private static long number(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the key '" + key + "' is not an integer of 64 bits", e);
        }
    }

    private static byte[] blob(String key) {
        try {
            return HexFormat.of().parseHex(key);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key '" + key + "' is not a blob: use pairs of hex digits", e);
        }
    }
}
