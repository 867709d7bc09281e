package io.aeroarrow.embedded.internal.security;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import at.favre.lib.crypto.bcrypt.Radix64Encoder;
import java.nio.charset.StandardCharsets;

/** The bcrypt hash that clients send instead of a password. */
public final class UserPasswordHash {
    private static final int COST = 10;
    private static final String SALT = "7EqJtq98hPqEX7fNZaFWoO";

    private UserPasswordHash() {}

    public static String of(String password) {
        byte[] salt = new Radix64Encoder.Default().decode(SALT.getBytes(StandardCharsets.US_ASCII));
        byte[] hash = BCrypt.with(LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2A))
                .hash(COST, salt, password.getBytes(StandardCharsets.UTF_8));
        return new String(hash, StandardCharsets.US_ASCII);
    }
}
