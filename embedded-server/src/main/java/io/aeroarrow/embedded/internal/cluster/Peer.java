package io.aeroarrow.embedded.internal.cluster;

/**
 * A node as others see it.
 *
 * @param nodeId hexadecimal, upper case
 * @param host a numeric address
 */
public record Peer(String nodeId, String host, int port) {}
