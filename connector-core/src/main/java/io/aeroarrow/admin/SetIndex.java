package io.aeroarrow.admin;

/**
 * An index of all records of a set, without values. With it, a scan of the set does not visit the other records of the
 * namespace.
 *
 * @param namespace the namespace
 * @param set the set
 * @param name the name, unique among all indexes of the namespace
 */
public record SetIndex(String namespace, String set, String name) {}
