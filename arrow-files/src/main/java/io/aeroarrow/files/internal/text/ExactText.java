package io.aeroarrow.files.internal.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decides whether a conversion of text loses nothing. A guessed type must keep every value. */
public final class ExactText {

    /** A double keeps every decimal number of this many digits, and no more than 17 digits are ever needed. */
    private static final int SAFE_DIGITS = 15;

    private static final int MAX_DIGITS = 17;

    private static final char REPLACEMENT = '\ufffd';

    private ExactText() {}

    /**
     * Returns whether a double keeps a decimal number: rounded to as many digits as the text has, the double is the number
     * of the text. NaN and infinities are kept.
     */
    public static boolean isDouble(String text) {
        try {
            return isExact(text, ScalarSetter.number(text, Double.MAX_VALUE));
        } catch (NumberFormatException | ArithmeticException e) {
            // The text is no number, or beyond the range of a double.
            return false;
        }
    }

    private static boolean isExact(String text, double value) {
        boolean isInSafeRange = value == 0 || (Math.abs(value) > 1e-290 && Math.abs(value) < 1e290);
        if (!Double.isFinite(value) || (value != 0 && isInSafeRange && digits(text) <= SAFE_DIGITS)) {
            return true;
        }
        BigDecimal exact = new BigDecimal(text).stripTrailingZeros();
        return exact.precision() <= MAX_DIGITS
                && new BigDecimal(value)
                                .round(new MathContext(exact.precision()))
                                .compareTo(exact)
                        == 0;
    }

    private static int digits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length() && text.charAt(i) != 'e' && text.charAt(i) != 'E'; i++) {
            digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
        }
        return digits;
    }

    /**
     * Returns the text as UTF-8.
     *
     * @throws IllegalArgumentException if it contains half of a surrogate pair, which UTF-8 cannot hold
     */
    public static byte[] utf8(String text) {
        boolean isWellFormed = text.chars().noneMatch(c -> Character.isSurrogate((char) c))
                || StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (!isWellFormed) {
            throw new IllegalArgumentException("the text has half of a surrogate pair, which UTF-8 cannot hold");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the text of UTF-8 bytes.
     *
     * @throws IllegalArgumentException if they are not UTF-8
     */
    static String text(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            CharBuffer strict = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            return strict.toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the text is not UTF-8", e);
        }
    }
}
