package io.aeroarrow.internal.api;

import java.util.Locale;

/** Checks that text has a UTF-8 form. Half of a surrogate pair has none: an encoder would replace it with '?'. */
public final class WellFormed {

    private WellFormed() {}

    /**
     * Returns the text.
     *
     * @throws IllegalArgumentException if it contains half of a surrogate pair
     */
    public static String require(String text) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (Character.isSurrogate(next)) {
                boolean isPair = Character.isHighSurrogate(next)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    throw new IllegalArgumentException("the text has half of a surrogate pair (U+"
                            + Integer.toHexString(next).toUpperCase(Locale.ROOT) + ") at index " + i
                            + ", which UTF-8 cannot hold");
                }
                i++;
            }
        }
        return text;
    }
}
