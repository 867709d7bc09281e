package io.aeroarrow.embedded.internal.index;

/** An index that has a name, which is unique in its namespace. */
public sealed interface NamedIndex permits IndexDefinition, SetIndexDefinition {

    String name();

    String set();

    /** Whether the definitions are the same, whatever the names. */
    boolean isSameBut(NamedIndex other);
}
