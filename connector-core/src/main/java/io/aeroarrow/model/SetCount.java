package io.aeroarrow.model;

/**
 * A set and its size.
 *
 * @param objects about how many records it has: nodes count their replicas as well, which is divided by the number of
 *     replicas and so not exact while the cluster moves data
 */
public record SetCount(String namespace, String name, long objects) {}
