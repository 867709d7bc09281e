package io.aeroarrow.admin;

/**
 * A namespace and its size.
 *
 * @param objects the number of records, without replicas; an estimate while a node does not answer
 * @param bytes the approximate number of stored bytes; 0 if the server does not report it
 */
public record NamespaceCount(String name, long objects, long bytes) {}
