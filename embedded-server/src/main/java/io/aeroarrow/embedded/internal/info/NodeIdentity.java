package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.util.List;

/**
 * The identity that a node publishes.
 *
 * @param nodeId the node id, hexadecimal in upper case
 * @param clusterName the cluster's name; "null" for none
 * @param version the version that the node speaks as
 */
public record NodeIdentity(String nodeId, String clusterName, ServerVersion version) {
    public static final String EDITION = "Aerospike Community Edition";

    static final String FEATURES = String.join(
            ";",
            List.of(
                    "batch-any",
                    "batch-index",
                    "blob-bits",
                    "cdt-index",
                    "cdt-list",
                    "cdt-map",
                    "cluster-stable",
                    "float",
                    "geo",
                    "sindex-exists",
                    "peers",
                    "pipelining",
                    "pquery",
                    "pscans",
                    "query-show",
                    "relaxed-sc",
                    "replicas",
                    "replicas-all",
                    "replicas-master",
                    "replicas-max",
                    "truncate-namespace",
                    "udf"));
}
