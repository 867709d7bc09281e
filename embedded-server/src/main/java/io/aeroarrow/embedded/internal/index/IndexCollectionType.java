package io.aeroarrow.embedded.internal.index;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The part of a bin that is indexed: the value, list elements, map keys or map values. */
public enum IndexCollectionType {
    DEFAULT(0),
    LIST(1),
    MAPKEYS(2),
    MAPVALUES(3);

    private final int code;

    IndexCollectionType(int code) {
        this.code = code;
    }

    /** Finds a type by its code on the wire. */
    static Optional<IndexCollectionType> ofCode(int code) {
        return Arrays.stream(values()).filter(part -> part.code == code).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a type by name, ignoring case. */
    public static Optional<IndexCollectionType> named(String text) {
        return Arrays.stream(values())
                .filter(part -> part.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
