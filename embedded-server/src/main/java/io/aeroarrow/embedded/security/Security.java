package io.aeroarrow.embedded.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what on a server. Users and roles change by the commands of clients, for all servers that share this; sessions are
 * each server's own.
 */
public final class Security {
    private final Users users;
    private final Duration sessionTtl;

    private Security(Builder builder) {
        this.users = new Users(builder.users);
        this.sessionTtl = builder.sessionTtl;
    }

    /** With the user {@code admin}, password {@code admin}, who may manage users; sessions last a day. As on a new real server. */
    public static Builder builder() {
        return new Builder();
    }

    Users users() {
        return users;
    }

    Duration sessionTtl() {
        return sessionTtl;
    }

    /** Collects users. */
    public static final class Builder {
        private final Map<String, User> users = new LinkedHashMap<>();
        private Duration sessionTtl = Duration.ofDays(1);

        private Builder() {
            user("admin", "admin", Privilege.USER_ADMIN.roleName());
        }

        /** Adds a user with a password, or replaces one. */
        public Builder user(String name, String password, String... roles) {
            return add(new User(name, User.Kind.INTERNAL, PasswordHash.of(password), Set.of(roles)));
        }

        /** Adds a user such as LDAP would know, who sends the password itself; taken over TLS only. */
        public Builder externalUser(String name, String password, String... roles) {
            return add(new User(name, User.Kind.EXTERNAL, password, Set.of(roles)));
        }

        /** Adds a user who is known by the common name of a client certificate. */
        public Builder certifiedUser(String name, String... roles) {
            return add(new User(name, User.Kind.CERTIFIED, "", Set.of(roles)));
        }

        /** How long a session token is good for new connections, in whole seconds; connections that are in stay in. */
        public Builder sessionTtl(Duration ttl) {
            if (ttl.toSeconds() < 1) {
                throw new IllegalArgumentException("not allowed: sessions of " + ttl);
            }
            this.sessionTtl = ttl;
            return this;
        }

        private Builder add(User user) {
            users.put(user.name(), user);
            return this;
        }

        public Security build() {
            return new Security(this);
        }
    }
}
