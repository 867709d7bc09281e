package io.aeroarrow.policy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What the protocol sends in place of a password: its bcrypt hash with the one salt that all clients share, so that a
 * password gives the same hash everywhere. As all of bcrypt, it looks at 72 bytes of UTF-8 at most.
 */
final class PasswordHash {

    private static final int COST = 10;

    /** The 16 bytes that are written 7EqJtq98hPqEX7fNZaFWoO in bcrypt's base64. */
    private static final byte[] SALT = HexFormat.of().parseHex("f46b0bbecffe8d1b0667d84f6dc1d8a9");

    private PasswordHash() {}

    static Secret of(String password) {
        return of(password.toCharArray());
    }

    static Secret of(char[] password) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        wipe(encoded);
        try {
            byte[] hash = BCrypt.with(LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2A))
                    .hash(COST, SALT.clone(), bytes);
            return Secret.of(new String(hash, StandardCharsets.US_ASCII));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static void wipe(ByteBuffer buffer) {
        buffer.clear();
        buffer.put(new byte[buffer.remaining()]);
    }
}
