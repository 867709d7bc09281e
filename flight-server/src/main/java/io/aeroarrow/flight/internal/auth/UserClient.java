package io.aeroarrow.flight.internal.auth;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;

/** A client with one user's credentials. Closes when it is retired and no call uses it. */
final class UserClient {

    private final AeroArrow client;
    private final AeroArrowView view;
    private int leases;
    private boolean retired;
    private boolean closed;

    UserClient(AeroArrow client, AeroArrowView view) {
        this.client = client;
        this.view = view;
    }

    synchronized ClientLease lease(String user) {
        leases++;
        return new ClientLease(user, view, UserRights.ALL, this::release);
    }

    synchronized boolean isUsable() {
        return !retired;
    }

    private synchronized void release() {
        leases--;
        closeIfIdle();
    }

    synchronized void retire() {
        retired = true;
        closeIfIdle();
    }

    private void closeIfIdle() {
        if (retired && leases == 0 && !closed) {
            closed = true;
            client.close();
        }
    }
}
