package io.aeroarrow.embedded.internal.security;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tokens that one server has given out. */
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

    /** The user of a token; null if it is over, or was never given. */
    @Nullable
    String user(byte[] token) {
        Session session = sessions.get(HexFormat.of().formatHex(token));
        return session == null || session.isOver() ? null : session.user;
    }

    /** Forgets all tokens, as a server does that starts again. */
    public void clear() {
        sessions.clear();
    }
}
