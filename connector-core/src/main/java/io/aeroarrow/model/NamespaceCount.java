package io.aeroarrow.model;

/**
 * A namespace and its size.
 *
 * @param objects how many records it has, each counted once however many replicas it has
 */
public record NamespaceCount(String name, long objects) {}
