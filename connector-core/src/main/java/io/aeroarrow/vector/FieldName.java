package io.aeroarrow.vector;

import io.aeroarrow.protocol.RawMemory;
import java.nio.charset.StandardCharsets;

/** The name of a struct's field, compared byte by byte with a map's key. Other than a bin's, it may be of any length. */
final class FieldName {

    private final byte[] name;

    FieldName(String name) {
        this.name = name.getBytes(StandardCharsets.UTF_8);
    }

    boolean matches(long address, int length) {
        if (length != name.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name[i] != RawMemory.getByte(address + i)) {
                return false;
            }
        }
        return true;
    }
}
