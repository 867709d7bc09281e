package io.aeroarrow.embedded.internal.info;

import java.util.List;

/**
 * What a node says of itself.
 *
 * @param nodeId hexadecimal, upper case
 * @param clusterName its cluster's name, "null" if it has none
 */
public record NodeIdentity(String nodeId, String clusterName) {
    public static final String BUILD = "8.1.0.3";
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
