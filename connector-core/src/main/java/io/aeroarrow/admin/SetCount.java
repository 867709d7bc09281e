package io.aeroarrow.admin;

/**
 * A set and its size.
 *
 * @param objects the approximate number of records: the sum over the nodes that answer, scaled because nodes also count
 *     replicas. It is inexact while the cluster migrates partitions or a node does not answer. It is 0 only if no node
 *     that answers has a record.
 * @param bytes the approximate number of stored bytes without replicas; 0 if the server does not report it
 * @param indexed whether the nodes that answer have an index of the set's records, so that a scan of the set visits no others
 */
public record SetCount(String namespace, String name, long objects, long bytes, boolean indexed) {}
