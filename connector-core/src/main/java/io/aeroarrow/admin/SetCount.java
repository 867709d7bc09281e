package io.aeroarrow.admin;

/**
 * A set and its size.
 *
 * @param objects the approximate number of records: the sum over all nodes, which count replicas, divided by the number
 *     of replicas. It is inexact while the cluster migrates partitions, and 0 only if no node has a record.
 * @param bytes the approximate number of stored bytes without replicas; 0 if the server does not report it
 */
public record SetCount(String namespace, String name, long objects, long bytes) {}
