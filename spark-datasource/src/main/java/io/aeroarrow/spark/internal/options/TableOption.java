package io.aeroarrow.spark.internal.options;

import java.util.List;

/** Options that name the table. */
public enum TableOption implements SourceOption {
    NAMESPACE("namespace", List.of("aerospike.namespace"), "", "The namespace to read. Required."),
    SET(
            "set",
            List.of("aerospike.set", "aerospike.read-set"),
            "",
            "The set to read or write. `__all`: the whole namespace, which can only be read. Empty: the same, and reads"
                    + " log a warning. `__default`: the records without a set."),
    PATH(
            "path",
            List.of(),
            "",
            "The argument of `load`, `save` and `start`: `[namespace.]set`, in place of the options `namespace` and"
                    + " `set`. A path that contradicts them is an error."),
    DECIMALS(
            "decimals",
            List.of(),
            "",
            "How bins store decimals with a fraction: `TEXT` (`12.50`, exact), `DOUBLE` (at most 15 or 16 exact"
                    + " digits) or `SCALED` (the integer 1250 for 12.50; exact). Empty: these columns are rejected."),
    SCHEMA_SET(
            "schemaSet",
            List.of(),
            "",
            "The set that stores the schemas of tables, in the namespace of each table. With it, `CREATE TABLE` and"
                    + " `ALTER TABLE` in a catalog write the schema, and reads without a schema of their own use it."
                    + " Empty: no schema is stored or read."),
    DROP_TRUNCATES(
            "dropTruncates",
            List.of(),
            "false",
            "Whether `DROP TABLE` in a catalog deletes the records of the set. `false`: it fails if the set has"
                    + " records.");

    @SuppressWarnings("ImmutableEnumChecker") // the list comes from List.of
    private final Definition definition;

    TableOption(String key, List<String> aliases, String defaultValue, String description) {
        definition = new Definition(key, aliases, defaultValue, description);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
