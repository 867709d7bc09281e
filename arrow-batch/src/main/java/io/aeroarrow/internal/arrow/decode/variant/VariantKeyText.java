package io.aeroarrow.internal.arrow.decode.variant;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.MsgpackCursor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The text of a map key that is not a string: as in JSON text, with blobs in base64. */
final class VariantKeyText {

    private final GrowingBytes text = new GrowingBytes();

    long address() {
        return text.address();
    }

    int length() {
        return text.length();
    }

    /** Converts the current value of a cursor. Returns false if servers do not accept its type as a map key. */
    boolean set(MsgpackCursor key) {
        text.setLength(0);
        return switch (key.kind()) {
            case NIL -> add("null");
            case BOOL -> add(key.number() == 1 ? "true" : "false");
            case INTEGER -> add(Long.toString(key.number()));
            case UNSIGNED -> add(Long.toUnsignedString(key.number()));
            case FLOAT -> add(Double.toString(key.real()));
            case BLOB -> add(Base64.getEncoder().encode(RawMemory.toArray(key.bytes(), key.length())));
            case STRING, GEOJSON, LIST, MAP, EXTENSION -> false;
        };
    }

    private boolean add(String ascii) {
        return add(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private boolean add(byte[] bytes) {
        text.addCopy(bytes, bytes.length);
        return true;
    }
}
