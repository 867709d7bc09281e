package io.aeroarrow.embedded.internal.security;

import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;

/** What whoever is at the other end of a connection may do. */
public interface AccessControl {

    /** Whether there is somebody. */
    boolean isIn();

    /** Whether somebody who is in may do something; empty names are for what concerns no namespace or set. */
    boolean allows(Permission permission, String namespace, String set);

    /** Refuses those who are not in. */
    default void requireIn() {
        if (!isIn()) {
            throw new RequestFailure(ServerResultCode.NOT_AUTHENTICATED, "not authenticated");
        }
    }

    /** Refuses those who may not. */
    default void require(Permission permission, String namespace, String set) {
        requireIn();
        if (!allows(permission, namespace, set)) {
            throw new RequestFailure(ServerResultCode.ROLE_VIOLATION, "not allowed: " + permission);
        }
    }
}
