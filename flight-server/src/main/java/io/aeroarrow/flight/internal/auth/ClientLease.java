package io.aeroarrow.flight.internal.auth;

import io.aeroarrow.arrow.AeroArrowView;

/** The cluster as one user sees it, for one call. */
public final class ClientLease implements AutoCloseable {

    private final String user;
    private final AeroArrowView aero;
    private final UserRights rights;
    private final Runnable end;

    ClientLease(String user, AeroArrowView aero, UserRights rights, Runnable end) {
        this.user = user;
        this.aero = aero;
        this.rights = rights;
        this.end = end;
    }

    public String user() {
        return user;
    }

    public AeroArrowView aero() {
        return aero;
    }

    public UserRights rights() {
        return rights;
    }

    @Override
    public void close() {
        end.run();
    }
}
