package io.aeroarrow.admin;

/**
 * A set and its size.
 *
 * @param objects about how many records it has: nodes count their replicas as well, which is divided by the number of
 *     replicas and so not exact while the cluster moves data; 0 only if no node has any
 * @param bytes about what they take where they are stored, each counted once; 0 if the server does not tell
 */
public record SetCount(String namespace, String name, long objects, long bytes) {}
