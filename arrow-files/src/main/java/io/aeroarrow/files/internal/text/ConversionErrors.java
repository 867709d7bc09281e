package io.aeroarrow.files.internal.text;

import java.util.Locale;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The errors of text that cannot be converted to a type. */
public final class ConversionErrors {

    private static final int MAX_CHARACTERS = 60;

    private ConversionErrors() {}

    /** Returns the error for a text, with the reason if the cause has one. */
    public static IllegalArgumentException of(String text, ArrowType type, RuntimeException cause) {
        // The message of a NumberFormatException only repeats the text.
        String reason = cause instanceof NumberFormatException || cause.getMessage() == null
                ? ""
                : " (" + cause.getMessage() + ")";
        return new IllegalArgumentException(
                quoted(text) + " is not a valid " + type.toString().toLowerCase(Locale.ROOT) + reason, cause);
    }

    /** Returns the text in quotes, shortened if it is long. */
    public static String quoted(String text) {
        return '"' + (text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) + "..." : text) + '"';
    }
}
