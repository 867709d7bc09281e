package io.aeroarrow.model;

import io.aeroarrow.internal.api.WellFormed;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A named value of a record.
 *
 * @param name 1 to 15 bytes of UTF-8, without NUL
 * @param value what to store; {@link Value#ofNull()} removes the bin
 */
public record Bin(String name, Value value) {

    /** The server's limit for the name of a bin, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 15;

    /**
     * Checks the components.
     *
     * @param name 1 to 15 bytes of UTF-8, without NUL
     * @param value what to store
     */
    public Bin {
        requireName(name);
        Objects.requireNonNull(value, "value");
    }

    /**
     * Checks a bin name against the server's rules.
     *
     * @param name the name
     * @return the name
     * @throws IllegalArgumentException if it is empty, longer than 15 bytes or holds a NUL
     */
    public static String requireName(String name) {
        int bytes = WellFormed.require(name).getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_NAME_BYTES || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("bin name '" + name + "' takes " + bytes
                    + " bytes of UTF-8; Aerospike allows 1 to " + MAX_NAME_BYTES + ", without NUL");
        }
        return name;
    }
}
