package io.aeroarrow.embedded.internal.security;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The session tokens that a server has issued. */
public final class SessionTokens {
    private static final int TOKEN_SIZE = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Duration ttl;

    private record Session(String user, long endsAt) {
        boolean isOver() {
            return endsAt - System.nanoTime() <= 0;
        }
    }

    /**
     * @param ttl how long a token is valid
     */
    public SessionTokens(Duration ttl) {
        this.ttl = ttl;
    }

    Duration ttl() {
        return ttl;
    }

    byte[] open(String user) {
        sessions.values().removeIf(Session::isOver);
        byte[] token = new byte[TOKEN_SIZE];
        random.nextBytes(token);
        sessions.put(HexFormat.of().formatHex(token), new Session(user, System.nanoTime() + ttl.toNanos()));
        return token;
    }

    /** Returns the user of a token; null if the token is expired or unknown. */
    @Nullable
    String user(byte[] token) {
        Session session = sessions.get(HexFormat.of().formatHex(token));
        return session == null || session.isOver() ? null : session.user;
    }

    /** Invalidates all tokens, as a restart does. */
    public void clear() {
        sessions.clear();
    }
}
