package io.aeroarrow.embedded.internal.security;

import java.util.Set;
import java.util.TreeSet;

/**
 * A user account.
 *
 * @param secret the expected credential: the password hash of an internal user, the password of an external user, empty for a user
 *     with a certificate
 */
public record UserAccount(String name, Kind kind, String secret, Set<String> roles) {

    /** How the user authenticates. */
    public enum Kind {
        INTERNAL,
        EXTERNAL,
        CERTIFIED
    }

    public UserAccount {
        roles = Set.copyOf(roles);
    }

    UserAccount withSecret(String newSecret) {
        return new UserAccount(name, kind, newSecret, roles);
    }

    UserAccount withRoles(Set<String> added) {
        Set<String> all = new TreeSet<>(roles);
        all.addAll(added);
        return new UserAccount(name, kind, secret, all);
    }

    UserAccount withoutRoles(Set<String> removed) {
        Set<String> left = new TreeSet<>(roles);
        left.removeAll(removed);
        return new UserAccount(name, kind, secret, left);
    }

    @Override
    public String toString() {
        return kind + " user " + name;
    }
}
