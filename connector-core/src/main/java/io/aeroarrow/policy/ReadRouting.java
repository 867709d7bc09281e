package io.aeroarrow.policy;

import java.io.Serializable;
import java.util.Objects;

/**
 * Whom to read from, and how up to date that must be.
 *
 * @param replica which of the nodes that hold a record is asked
 * @param apMode for namespaces that favour availability
 * @param scMode for namespaces of strong consistency
 */
public record ReadRouting(ReplicaPolicy replica, ApReadMode apMode, ScReadMode scMode) implements Serializable {

    /**
     * The master, and another replica on a retry: up to date while all is well, and an answer when it is not. One replica
     * is enough, as the master of a partition at rest has the latest version; strongly consistent reads keep to their
     * session, which costs nothing.
     */
    public static final ReadRouting DEFAULT =
            new ReadRouting(ReplicaPolicy.SEQUENCE, ApReadMode.ONE, ScReadMode.SESSION);

    public ReadRouting {
        Objects.requireNonNull(replica, "replica");
        Objects.requireNonNull(apMode, "apMode");
        Objects.requireNonNull(scMode, "scMode");
    }

    public ReadRouting withReplica(ReplicaPolicy policy) {
        return new ReadRouting(policy, apMode, scMode);
    }

    public ReadRouting withApMode(ApReadMode mode) {
        return new ReadRouting(replica, mode, scMode);
    }

    public ReadRouting withScMode(ScReadMode mode) {
        return new ReadRouting(replica, apMode, mode);
    }

    /** The replica policy that holds in a namespace: where consistency is strong, some read modes need the master. */
    public ReplicaPolicy replicaFor(boolean strongConsistency) {
        if (!strongConsistency) {
            return replica;
        }
        return switch (scMode) {
            case SESSION -> ReplicaPolicy.MASTER;
            case LINEARIZE -> replica == ReplicaPolicy.PREFER_RACK ? ReplicaPolicy.SEQUENCE : replica;
            case ALLOW_REPLICA, ALLOW_UNAVAILABLE -> replica;
        };
    }
}
