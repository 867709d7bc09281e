package io.aeroarrow.flight.internal.auth;

import java.util.Set;
import org.apache.arrow.flight.CallStatus;

/**
 * What a user may do.
 *
 * @param writes whether the user may write
 * @param namespaces the only namespaces that the user may use; empty for all
 */
public record UserRights(boolean writes, Set<String> namespaces) {

    /** All rights; the cluster may still refuse. */
    public static final UserRights ALL = new UserRights(true, Set.of());

    public UserRights {
        namespaces = Set.copyOf(namespaces);
    }

    /** Returns whether the user may read a namespace. */
    public boolean mayRead(String namespace) {
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }

    /** Fails if the user may not read a namespace. */
    public void requireRead(String namespace) {
        if (!mayRead(namespace)) {
            throw CallStatus.UNAUTHORIZED
                    .withDescription("you have no right to read namespace '" + namespace + "'")
                    .toRuntimeException();
        }
    }

    /** Fails if the user may not write to a namespace. */
    public void requireWrite(String namespace) {
        requireRead(namespace);
        if (!writes) {
            throw CallStatus.UNAUTHORIZED
                    .withDescription("you have no right to write to namespace '" + namespace + "'")
                    .toRuntimeException();
        }
    }
}
