package io.aeroarrow.embedded.security;

import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;

/** What whoever is at the other end of a connection may do. */
public interface Access {

    /** Whether there is somebody. */
    boolean isIn();

    /** Whether somebody who is in may do something; empty names are for what concerns no namespace or set. */
    boolean allows(Permission permission, String namespace, String set);

    /** Refuses those who are not in. */
    default void requireIn() {
        if (!isIn()) {
            throw new RequestFailure(ResultCode.NOT_AUTHENTICATED, "not authenticated");
        }
    }

    /** Refuses those who may not. */
    default void require(Permission permission, String namespace, String set) {
        requireIn();
        if (!allows(permission, namespace, set)) {
            throw new RequestFailure(ResultCode.ROLE_VIOLATION, "not allowed: " + permission);
        }
    }
}
