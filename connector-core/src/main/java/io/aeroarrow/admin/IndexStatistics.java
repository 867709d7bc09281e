package io.aeroarrow.admin;

/**
 * The size of a secondary index: the sum over the nodes that answer, replicas included.
 *
 * @param name the name of the index
 * @param entries the number of entries; a record has one for each indexed element
 * @param entriesPerValue the average number of entries with the same value, rounded up to one per node; 0 if the servers have not
 *     counted yet, which they do once an hour
 * @param bytes the memory of the index
 * @param complete whether all nodes that answer have the index, and have built it
 */
public record IndexStatistics(String name, long entries, long entriesPerValue, long bytes, boolean complete) {}
