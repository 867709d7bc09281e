package io.aeroarrow.embedded.internal.security;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import at.favre.lib.crypto.bcrypt.Radix64Encoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The bcrypt hash that clients send instead of a password. */
public final class UserPasswordHash {
    private static final int COST = 10;
    private static final String SALT = "7EqJtq98hPqEX7fNZaFWoO";

    /** By the SHA-256 of the password. The clusters of a test run have the same few users, and a hash takes 0.1 s. */
    private static final Map<ByteBuffer, String> KNOWN = new ConcurrentHashMap<>();

    private UserPasswordHash() {}

    public static String of(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        return KNOWN.computeIfAbsent(sha256(bytes), digest -> hash(bytes));
    }

    private static ByteBuffer sha256(byte[] bytes) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String hash(byte[] password) {
        byte[] salt = new Radix64Encoder.Default().decode(SALT.getBytes(StandardCharsets.US_ASCII));
        byte[] hash = BCrypt.with(LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2A))
                .hash(COST, salt, password);
        return new String(hash, StandardCharsets.US_ASCII);
    }
}
