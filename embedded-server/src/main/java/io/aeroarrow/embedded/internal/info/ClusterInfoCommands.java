package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.cluster.NodeMembership;
import io.aeroarrow.embedded.internal.cluster.Peer;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.Namespaces;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The info commands on the cluster: the peers, and the partitions that the node holds. */
final class ClusterInfoCommands {
    private static final int DEFAULT_PORT = 3000;
    private static final int MAX_COLUMNS_DIGITS = 3;
    private static final int MAX_SIZE_DIGITS = 3;
    private static final int MAX_BOOL = 5;

    private final NodeMembership membership;
    private final Namespaces namespaces;

    ClusterInfoCommands(NodeMembership membership, Namespaces namespaces) {
        this.membership = membership;
        this.namespaces = namespaces;
    }

    String peers() {
        return describe(membership.peers(), "");
    }

    /** All nodes have certificates for the same name. */
    String peersOverTls(String tlsName) {
        return describe(membership.peers(), tlsName);
    }

    String alumni() {
        return describe(membership.alumni(), "");
    }

    private String describe(List<Peer> peers, String tlsName) {
        String list = peers.stream()
                .map(peer -> "[" + peer.nodeId() + "," + tlsName + ",[" + peer.host()
                        + (peer.port() == DEFAULT_PORT ? "" : ":" + peer.port()) + "]]")
                .collect(Collectors.joining(","));
        return membership.peersGeneration() + "," + DEFAULT_PORT + ",[" + list + "]";
    }

    String services() {
        return membership.peers().stream()
                .map(peer -> peer.host() + ":" + peer.port())
                .collect(Collectors.joining(";"));
    }

    /** {@code replicas} or {@code replicas:max=N}. */
    String replicas(InfoRequest request) {
        int columns = membership.replicationFactor();
        String max = request.optional(MAX_COLUMNS_DIGITS, "max");
        if (max != null) {
            if (!max.matches("[1-9][0-9]{0,8}")) {
                return InfoError.of(4, "invalid 'max'");
            }
            columns = Math.min(columns, Integer.parseInt(max));
        }
        return owned(":0," + columns + ",", columns);
    }

    String replicasAll() {
        int columns = membership.replicationFactor();
        return owned(":" + columns + ",", columns);
    }

    String replicasMaster() {
        return owned(":", 1);
    }

    String stable(InfoRequest request) {
        String size = request.optional(MAX_SIZE_DIGITS, "size");
        if (size != null && !size.matches("[0-9]+")) {
            return InfoError.of(4, "bad size");
        }
        if (size != null && Integer.parseInt(size) != membership.size()) {
            return InfoError.of(7, "cluster not specified size");
        }
        String ignored = request.optional(MAX_BOOL, "ignore-migrations");
        boolean anyway = "true".equals(ignored);
        if (ignored != null && !anyway && !ignored.equals("false")) {
            return InfoError.of(4, "bad ignore migrations");
        }
        String namespace = anyway ? null : request.optional(InfoRequest.MAX_NAMESPACE, "namespace");
        if (namespace != null && namespaces.find(namespace) == null) {
            return InfoError.NO_NAMESPACE;
        }
        return anyway || membership.isStable() ? membership.clusterKey() : InfoError.of(7, "unstable cluster");
    }

    /** Answers as the Enterprise Edition does; the Community Edition has no racks. */
    String rackIds() {
        if (membership.rack().isEmpty()) {
            return InfoError.ENTERPRISE_ONLY;
        }
        return namespaces.all().stream()
                .map(namespace -> namespace.name() + ":" + membership.rack().getAsInt())
                .collect(Collectors.joining(";"));
    }

    private String owned(String middle, int columns) {
        return namespaces.all().stream()
                .map(Namespace::name)
                .map(name -> name
                        + middle
                        + IntStream.range(0, columns)
                                .mapToObj(replica -> bitmap(name, replica))
                                .collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
    }

    private String bitmap(String namespace, int replica) {
        byte[] bits = new byte[Digest.PARTITIONS / Byte.SIZE];
        for (int partition = 0; partition < Digest.PARTITIONS; partition++) {
            if (membership.holds(namespace, replica, partition)) {
                bits[partition >> 3] |= (byte) (0x80 >> (partition & 7));
            }
        }
        return Base64.getEncoder().encodeToString(bits);
    }
}
