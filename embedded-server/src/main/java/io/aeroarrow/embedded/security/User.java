package io.aeroarrow.embedded.security;

import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody who can log in.
 *
 * @param secret what the login must show: the hash of an internal user's password, an external user's password, nothing for one
 *     who has a certificate
 */
record User(String name, Kind kind, String secret, Set<String> roles) {

    /** How the user proves who it is. */
    enum Kind {
        INTERNAL,
        EXTERNAL,
        CERTIFIED
    }

    User {
        roles = Set.copyOf(roles);
    }

    User withSecret(String newSecret) {
        return new User(name, kind, newSecret, roles);
    }

    User withRoles(Set<String> added) {
        Set<String> all = new TreeSet<>(roles);
        all.addAll(added);
        return new User(name, kind, secret, all);
    }

    User withoutRoles(Set<String> removed) {
        Set<String> left = new TreeSet<>(roles);
        left.removeAll(removed);
        return new User(name, kind, secret, left);
    }

    @Override
    public String toString() {
        return kind + " user " + name;
    }
}
