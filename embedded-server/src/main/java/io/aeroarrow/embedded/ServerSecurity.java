package io.aeroarrow.embedded;

import io.aeroarrow.embedded.internal.security.Privilege;
import io.aeroarrow.embedded.internal.security.UserAccount;
import io.aeroarrow.embedded.internal.security.UserDirectory;
import io.aeroarrow.embedded.internal.security.UserPasswordHash;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The users and roles of a server with security enabled. Clients can change users and roles; the changes apply to all servers that
 * share this object. Sessions belong to one server.
 */
public final class ServerSecurity {
    private final UserDirectory users;
    private final Duration sessionTtl;

    private ServerSecurity(Builder builder) {
        this.users = new UserDirectory(builder.users);
        this.sessionTtl = builder.sessionTtl;
    }

    /**
     * Starts with the user {@code admin}, password {@code admin}, role {@code user-admin}, as on a new real server. Sessions last a day.
     */
    public static Builder builder() {
        return new Builder();
    }

    UserDirectory users() {
        return users;
    }

    Duration sessionTtl() {
        return sessionTtl;
    }

    /** Collects the users. */
    public static final class Builder {
        private final Map<String, UserAccount> users = new LinkedHashMap<>();
        private Duration sessionTtl = Duration.ofDays(1);

        private Builder() {
            user("admin", "admin", Privilege.USER_ADMIN.roleName());
        }

        /**
         * Adds or replaces an internal user.
         *
         * @param roles built-in roles, such as {@code read-write}
         */
        public Builder user(String name, String password, String... roles) {
            return add(new UserAccount(name, UserAccount.Kind.INTERNAL, UserPasswordHash.of(password), Set.of(roles)));
        }

        /** Adds or replaces an external (LDAP) user. Clients send the password in clear text, so the login needs TLS. */
        public Builder externalUser(String name, String password, String... roles) {
            return add(new UserAccount(name, UserAccount.Kind.EXTERNAL, password, Set.of(roles)));
        }

        /** Adds or replaces a user that logs in with a client certificate, whose common name is the user's name. */
        public Builder certifiedUser(String name, String... roles) {
            return add(new UserAccount(name, UserAccount.Kind.CERTIFIED, "", Set.of(roles)));
        }

        /**
         * Sets how long a session token is valid for new connections. Open connections stay logged in. Default: one day.
         *
         * @param ttl whole seconds; 1 second or more
         * @throws IllegalArgumentException if the time is less than a second
         */
        public Builder sessionTtl(Duration ttl) {
            if (ttl.toSeconds() < 1) {
                throw new IllegalArgumentException("sessions of " + ttl + " are not allowed: use 1 second or more");
            }
            this.sessionTtl = ttl;
            return this;
        }

        private Builder add(UserAccount user) {
            users.put(user.name(), user);
            return this;
        }

        /**
         * Builds the users.
         *
         * @throws IllegalArgumentException if a role is unknown
         */
        public ServerSecurity build() {
            try {
                return new ServerSecurity(this);
            } catch (RequestFailure e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }
}
