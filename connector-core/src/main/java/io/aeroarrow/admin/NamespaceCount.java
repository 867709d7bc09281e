package io.aeroarrow.admin;

/**
 * A namespace and its size.
 *
 * @param objects how many records it has, each counted once however many replicas it has
 * @param bytes about what they take where they are stored; 0 if the server does not tell
 */
public record NamespaceCount(String name, long objects, long bytes) {}
