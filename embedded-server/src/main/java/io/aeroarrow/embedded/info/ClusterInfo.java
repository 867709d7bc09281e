package io.aeroarrow.embedded.info;

import io.aeroarrow.embedded.store.Digest;
import io.aeroarrow.embedded.store.Namespace;
import io.aeroarrow.embedded.store.Namespaces;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** What a cluster of one node tells of itself: no peers, and every partition owned. */
final class ClusterInfo {
    static final String NO_PEERS = "0,3000,[]";

    private static final String ALL_PARTITIONS = ownedPartitions();

    private final Namespaces namespaces;

    ClusterInfo(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    String replicas() {
        return owned(":0,1,");
    }

    String replicasAll() {
        return owned(":1,");
    }

    String replicasMaster() {
        return owned(":");
    }

    String stable(InfoRequest request) {
        String size = request.parameter("size");
        if (size != null && !size.equals("1")) {
            return InfoError.of(7, "cluster not specified size");
        }
        String namespace = request.parameter("namespace");
        if (namespace != null && namespaces.find(namespace) == null) {
            return InfoError.NO_NAMESPACE;
        }
        return NodeIdentity.CLUSTER_KEY;
    }

    private String owned(String middle) {
        return namespaces.all().stream()
                .map(Namespace::name)
                .map(name -> name + middle + ALL_PARTITIONS)
                .collect(Collectors.joining(";"));
    }

    private static String ownedPartitions() {
        byte[] bitmap = new byte[Digest.PARTITIONS / Byte.SIZE];
        Arrays.fill(bitmap, (byte) 0xff);
        return Base64.getEncoder().encodeToString(bitmap);
    }
}
