package io.aeroarrow.admin;

/**
 * A node of the cluster, as the client sees it.
 *
 * @param id the node's id, in hexadecimal digits
 * @param address the address that the client connects to, as {@code host:port}
 * @param build the version of the server; {@code unknown} if the node has not reported it
 */
public record ServerNode(String id, String address, String build) {}
