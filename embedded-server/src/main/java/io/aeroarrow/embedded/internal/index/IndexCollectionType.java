package io.aeroarrow.embedded.internal.index;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What of a bin an index holds. */
public enum IndexCollectionType {
    DEFAULT(0),
    LIST(1),
    MAPKEYS(2),
    MAPVALUES(3);

    private final int code;

    IndexCollectionType(int code) {
        this.code = code;
    }

    /** The part of that number on the wire. */
    static Optional<IndexCollectionType> ofCode(int code) {
        return Arrays.stream(values()).filter(part -> part.code == code).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The part of that name, in any case. */
    public static Optional<IndexCollectionType> named(String text) {
        return Arrays.stream(values())
                .filter(part -> part.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
