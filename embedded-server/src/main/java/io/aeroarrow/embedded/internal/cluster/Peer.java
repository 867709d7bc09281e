package io.aeroarrow.embedded.internal.cluster;

/**
 * A node as its peers publish it.
 *
 * @param nodeId the node id, hexadecimal in upper case
 * @param host the numeric address
 */
public record Peer(String nodeId, String host, int port) {}
