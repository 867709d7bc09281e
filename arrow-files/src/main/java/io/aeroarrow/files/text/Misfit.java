package io.aeroarrow.files.text;

import java.util.Locale;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** What is said of a text that is no value of a type. */
final class Misfit {

    private static final int SHOWN = 60;

    private Misfit() {}

    static IllegalArgumentException of(String text, ArrowType type, RuntimeException cause) {
        String reason = cause instanceof NumberFormatException || cause.getMessage() == null
                ? ""
                : " (" + cause.getMessage() + ")";
        return new IllegalArgumentException(
                shown(text) + " is no " + type.toString().toLowerCase(Locale.ROOT) + reason, cause);
    }

    static String shown(String text) {
        return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + '"';
    }
}
