package io.aeroarrow.policy;

import java.io.Serializable;
import java.util.Objects;

/**
 * Which replica is read, and how up to date the answer must be.
 *
 * @param replica which of the nodes that hold a record is asked
 * @param apMode for namespaces that favour availability
 * @param scMode for namespaces of strong consistency
 */
public record ReadRouting(ReplicaPolicy replica, ApReadMode apMode, ScReadMode scMode) implements Serializable {

    /**
     * The master, and another replica on a retry: up to date while all is well, and an answer when it is not. One
     * replica is enough, as the master of a partition at rest has the latest version; strongly consistent reads keep
     * to their session, which costs nothing.
     */
    public static final ReadRouting DEFAULT =
            new ReadRouting(ReplicaPolicy.SEQUENCE, ApReadMode.ONE, ScReadMode.SESSION);

    /**
     * Checks the components.
     *
     * @param replica which of the nodes that hold a record is asked
     * @param apMode for namespaces that favour availability
     * @param scMode for namespaces of strong consistency
     */
    public ReadRouting {
        Objects.requireNonNull(replica, "replica");
        Objects.requireNonNull(apMode, "apMode");
        Objects.requireNonNull(scMode, "scMode");
    }

    /**
     * {@return a copy with another {@link #replica()}}
     *
     * @param policy which of the nodes that hold a record is asked
     */
    public ReadRouting withReplica(ReplicaPolicy policy) {
        return new ReadRouting(policy, apMode, scMode);
    }

    /**
     * {@return a copy with another {@link #apMode()}}
     *
     * @param mode for namespaces that favour availability
     */
    public ReadRouting withApMode(ApReadMode mode) {
        return new ReadRouting(replica, mode, scMode);
    }

    /**
     * {@return a copy with another {@link #scMode()}}
     *
     * @param mode for namespaces of strong consistency
     */
    public ReadRouting withScMode(ScReadMode mode) {
        return new ReadRouting(replica, apMode, mode);
    }

    /**
     * {@return the replica policy that holds in a namespace: where consistency is strong, some read modes need the
     * master}
     *
     * @param strongConsistency whether the namespace is strongly consistent
     */
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
