package io.aeroarrow.policy;

import java.io.Serializable;

/** How a client logs in. {@code toString} shows no secret. */
public sealed interface Credentials extends Serializable {

    /** No login; for servers without security. */
    record None() implements Credentials {}

    /**
     * A user that the server knows itself.
     *
     * @param passwordHash what the protocol sends in place of the password, which is not kept here. The
     *     hash is enough to log in
     */
    record Internal(String user, Secret passwordHash) implements Credentials {
        /**
         * Checks the components.
         *
         * @param user the name of the user; not empty
         * @param passwordHash what the protocol sends in place of the password, of which nothing is kept here
         */
        public Internal {
            requireUser(user);
        }
    }

    /**
     * A user that the server knows from elsewhere, such as LDAP. The password itself is sent, so TLS is required.
     *
     * @param passwordHash sent as well
     */
    record External(String user, Secret passwordHash, Secret password) implements Credentials {
        /**
         * Checks the components.
         *
         * @param user the name of the user; not empty
         * @param passwordHash sent as well
         * @param password the password
         */
        public External {
            requireUser(user);
        }
    }

    /** The user that the client's TLS certificate names. */
    record Pki() implements Credentials {}

    /** {@return no login; for servers without security} */
    static Credentials none() {
        return new None();
    }

    /**
     * {@return a user that the server knows itself} Takes a moment: the password is hashed here, once.
     *
     * @param user the name of the user; not empty
     * @param password the password
     */
    static Credentials internal(String user, String password) {
        return new Internal(user, PasswordHash.of(password));
    }

    /**
     * As {@link #internal(String, String)}; the caller may wipe the password.
     *
     * @param user the name of the user; not empty
     * @param password the password
     * @return the credentials
     */
    static Credentials internal(String user, char[] password) {
        return new Internal(user, PasswordHash.of(password));
    }

    /**
     * {@return a user that the server knows from elsewhere; only over TLS}
     *
     * @param user the name of the user; not empty
     * @param password the password
     */
    static Credentials external(String user, String password) {
        return new External(user, PasswordHash.of(password), Secret.of(password));
    }

    /** {@return the user that the client's TLS certificate names} */
    static Credentials pki() {
        return new Pki();
    }

    /** {@return whether there is a login at all} */
    default boolean present() {
        return !(this instanceof None);
    }

    private static void requireUser(String user) {
        if (user.isBlank()) {
            throw new IllegalArgumentException("the user to log in as is empty");
        }
    }
}
