package io.aeroarrow.spark.internal.options;

import java.util.List;

/** Which table it is. */
public enum TableOption implements SourceOption {
    NAMESPACE("namespace", List.of("aerospike.namespace"), "", "The namespace to read. Required."),
    SET(
            "set",
            List.of("aerospike.set", "aerospike.read-set"),
            "",
            "The set to read; without it, or as `__all`, the whole namespace. `__default` are the records in no set."),
    DROP_TRUNCATES(
            "dropTruncates",
            List.of(),
            "false",
            "Whether `DROP TABLE` of a catalog deletes the records of the set; if not, it fails for a set that has any.");

    @SuppressWarnings("ImmutableEnumChecker") // its list is made by List.of
    private final Definition definition;

    TableOption(String key, List<String> aliases, String usual, String meaning) {
        definition = new Definition(key, aliases, usual, meaning);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
