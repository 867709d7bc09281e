package io.aeroarrow.internal.value;

import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.BoolValue;
import io.aeroarrow.model.Value.FloatValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.NullValue;
import io.aeroarrow.model.Value.StringValue;
import java.util.HexFormat;
import java.util.Locale;

/** Values as text in messages: {@code 5}, {@code 'x'}, {@code x'0aff'}. Long values are shortened. */
public final class ValueText {

    private static final int MAX_CHARACTERS = 60;
    private static final int MAX_BYTES = 30;

    private ValueText() {}

    /** Returns the text of a value; of a list or map, its type. */
    public static String of(Value value) {
        if (value instanceof IntegerValue number) {
            return String.valueOf(number.value());
        } else if (value instanceof FloatValue number) {
            return String.valueOf(number.value());
        } else if (value instanceof BoolValue bool) {
            return String.valueOf(bool.value());
        } else if (value instanceof StringValue text) {
            return "'" + shortened(text.value()) + "'";
        } else if (value instanceof BlobValue blob) {
            byte[] bytes = blob.bytes();
            boolean isLong = bytes.length > MAX_BYTES;
            return "x'" + HexFormat.of().formatHex(bytes, 0, isLong ? MAX_BYTES : bytes.length) + (isLong ? "…'" : "'");
        } else if (value instanceof NullValue) {
            return "null";
        }
        return "a " + value.getClass().getSimpleName().replace("Value", "").toLowerCase(Locale.ROOT);
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS)) + "…";
    }

    /** Returns the text of a key, such as {@code key 5}; of a key that is only known by its digest, {@code digest 0aff...}. */
    public static String of(Key key) {
        return key.userKey() instanceof NullValue
                ? key.knownDigest()
                        .map(digest -> "digest " + HexFormat.of().formatHex(digest.bytes()))
                        .orElse("no key")
                : "key " + of(key.userKey());
    }
}
