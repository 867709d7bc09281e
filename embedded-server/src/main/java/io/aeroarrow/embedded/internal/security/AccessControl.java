package io.aeroarrow.embedded.internal.security;

import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;

/** The permissions of the user of a connection. */
public interface AccessControl {

    /** Whether a user is logged in, or no login is needed. */
    boolean isIn();

    /** Whether all requests are allowed, as without security. */
    boolean isUnrestricted();

    /** Whether the user has a permission. Empty names stand for no namespace or set. */
    boolean allows(Permission permission, String namespace, String set);

    /** Refuses a connection without a login. */
    default void requireIn() {
        if (!isIn()) {
            throw new RequestFailure(ServerResultCode.NOT_AUTHENTICATED, "not authenticated");
        }
    }

    /** Refuses a user without the permission. */
    default void require(Permission permission, String namespace, String set) {
        requireIn();
        if (!allows(permission, namespace, set)) {
            throw new RequestFailure(ServerResultCode.ROLE_VIOLATION, "not allowed: " + permission);
        }
    }
}
