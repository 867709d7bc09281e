package io.aeroarrow.policy;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that {@code toString} does not show, so that it appears neither in logs nor in errors.
 * It is serialized as it is, because executors need it.
 */
public final class Secret implements Serializable {

    private static final long serialVersionUID = 1;

    /** The empty secret. */
    public static final Secret NONE = new Secret("");

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * {@return the secret for a text}
     *
     * @param text the text
     */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /**
     * {@return copies the characters; the caller may wipe them}
     *
     * @param text the text
     */
    public static Secret of(char[] text) {
        return new Secret(new String(text));
    }

    /** {@return whether the text is empty} */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** {@return the text itself} */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "none" : "***";
    }
}
