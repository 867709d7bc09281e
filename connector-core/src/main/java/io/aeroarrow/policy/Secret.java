package io.aeroarrow.policy;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that nobody may read by accident: it does not show in {@code toString}, and so neither in logs nor in errors.
 * It is serialized as it is, because executors need it.
 */
public final class Secret implements Serializable {

    private static final long serialVersionUID = 1;

    /** Of no characters. */
    public static final Secret NONE = new Secret("");

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    /** Copies the characters; the caller may wipe them. */
    public static Secret of(char[] text) {
        return new Secret(new String(text));
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The text itself, for whoever must send or use it. */
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
