package io.aeroarrow.spark.option;

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

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> aliases;

    private final String usual;
    private final String meaning;

    TableOption(String key, List<String> aliases, String usual, String meaning) {
        this.key = key;
        this.aliases = aliases;
        this.usual = usual;
        this.meaning = meaning;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public List<String> aliases() {
        return aliases;
    }

    @Override
    public String usual() {
        return usual;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
