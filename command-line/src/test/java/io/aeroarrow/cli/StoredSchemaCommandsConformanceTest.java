package io.aeroarrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With --schema-set, commands read with the stored schema of a set, and `schema --store` stores one. */
class StoredSchemaCommandsConformanceTest extends CommandsOnServer {

    private static final String SCHEMA = """
        {"fields": [
          {"name": "__key", "nullable": true, "type": {"name": "int", "bitWidth": 64, "isSigned": true}, "children": []},
          {"name": "id", "nullable": true, "type": {"name": "int", "bitWidth": 64, "isSigned": true}, "children": []},
          {"name": "day", "nullable": true, "type": {"name": "date", "unit": "DAY"}, "children": []},
          {"name": "arrived", "nullable": true, "type": {"name": "timestamp", "unit": "MICROSECOND", "timezone": "UTC"},
           "children": [], "metadata": [{"key": "aerospike.bin", "value": "at"}]},
          {"name": "price", "nullable": true, "type": {"name": "decimal", "precision": 9, "scale": 2, "bitWidth": 128},
           "children": [], "metadata": [{"key": "aerospike.decimal", "value": "SCALED"}]},
          {"name": "home", "nullable": true, "type": {"name": "struct"}, "children": [
            {"name": "since", "nullable": true, "type": {"name": "date", "unit": "DAY"}, "children": []}]}
        ]}\
        """;

    private static final String ROW = "{\"id\":1,\"day\":\"2026-11-30\",\"arrived\":\"2023-11-14T22:13:20Z\","
            + "\"price\":12.50,\"home\":{\"since\":\"1970-01-11\"}}\n";

    private String schemas;
    private Path file;

    StoredSchemaCommandsConformanceTest() {
        super("stored");
    }

    @BeforeEach
    void write() throws IOException {
        schemas = set(copy);
        file = Files.writeString(directory.resolve("schema.json"), SCHEMA);
        put(
                odd,
                Value.of(1),
                Map.of(
                        "id", Value.of(1),
                        "day", Value.of(20_787),
                        "at", Value.of(1_700_000_000_000_000L),
                        "price", Value.of(1_250),
                        "home", Value.of(Map.of(Value.of("since"), Value.of(10)))));
    }

    private void ok(String... words) {
        assertThat(shell.run(words))
                .as(String.join(" ", words) + ": " + shell.err())
                .isEqualTo(ExitCode.OK);
    }

    private void store() {
        ok("schema", odd, "--schema-set", schemas, "--store", file.toString(), "--key-column", "id");
    }

    @Test
    void readsUseTheStoredTypes() throws IOException {
        store();
        assertThat(shell.err()).contains("stored the schema of " + odd + ", 5 columns, in set '" + schemas + "'");
        ok("scan", odd, "--schema-set", schemas);
        assertThat(shell.out()).isEqualTo(ROW);
        ok("get", odd, "1", "--schema-set", schemas, "--bins", "day");
        assertThat(shell.out()).isEqualTo("{\"day\":\"2026-11-30\"}\n");
        ok("scan", odd, "--schema-set", schemas, "--bins", "__key,arrived", "--where", "day > 20000");
        assertThat(shell.out()).isEqualTo("{\"__key\":1,\"arrived\":\"2023-11-14T22:13:20Z\"}\n");
        Path exported = directory.resolve("rows.parquet");
        ok("export", odd, exported.toString(), "--schema-set", schemas);
        ok("scan", odd, "--schema", exported.toString());
        assertThat(shell.out()).isEqualTo("{\"__key\":1," + ROW.substring(1));
    }

    /** Columns come back as they were, under the names and in the bins that the schema gives them. */
    @Test
    void importWritesTheStoredBins() throws IOException {
        store();
        Path exported = directory.resolve("back.parquet");
        ok("export", odd, exported.toString(), "--schema-set", schemas);
        String copy = odd + "_copy";
        ok("schema", copy, "--schema-set", schemas, "--store", file.toString(), "--key-column", "id");
        ok("import", exported.toString(), copy, "--key", "id", "--drop", "__key", "--schema-set", schemas);
        ok("scan", copy, "--schema-set", schemas);
        assertThat(shell.out()).isEqualTo(ROW);
        ok("scan", copy, "--bins", "at");
        assertThat(shell.out()).isEqualTo("{\"at\":1700000000000000}\n");
        ok("schema", copy, "--schema-set", schemas, "--remove");
    }

    @Test
    void withoutTheOptionTypesAreInferred() {
        store();
        ok("scan", odd, "--bins", "day,at");
        assertThat(shell.out()).isEqualTo("{\"day\":20787,\"at\":1700000000000000}\n");
        ok("schema", odd);
        assertThat(shell.err()).contains("inferred from a sample of 1 records");
    }

    @Test
    void theEnvironmentNamesTheSchemaSetAndAnEmptyOptionDoesNot() {
        store();
        shell.with("AEROARROW_SCHEMA_SET", schemas);
        ok("scan", odd);
        assertThat(shell.out()).isEqualTo(ROW);
        ok("scan", odd, "--schema-set", "", "--bins", "day");
        assertThat(shell.out()).isEqualTo("{\"day\":20787}\n");
    }

    @Test
    void showsTheStoredSchema() throws IOException {
        store();
        ok("schema", odd, "--schema-set", schemas, "--format", "csv");
        assertThat(shell.out()).contains("day,Date(DAY)", "\"Decimal(9, 2, 128)\"", "Struct<since: Date(DAY)>");
        assertThat(shell.err()).contains("stored in set '" + schemas + "'");
        ok("schema", odd, "--schema-set", schemas, "--json");
        assertThat(shell.out()).contains("aerospike.keyColumn").doesNotContain("__key");
        Files.writeString(file, shell.out());
        ok("schema", odd, "--schema-set", schemas, "--store", file.toString(), "--replace");
        ok("scan", odd, "--schema-set", schemas);
        assertThat(shell.out()).isEqualTo(ROW);
    }

    @Test
    void aStoredSchemaIsReplacedOnlyOnRequestAndRemoved() {
        store();
        assertThat(shell.run("schema", odd, "--schema-set", schemas, "--store", file.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("already has a schema of " + odd, "--replace");
        ok("schema", odd, "--schema-set", schemas, "--remove");
        assertThat(shell.run("schema", odd, "--schema-set", schemas, "--remove"))
                .isEqualTo(ExitCode.NOT_FOUND);
        assertThat(shell.err()).contains("has no schema of " + odd);
    }

    @Test
    void aSetWithoutRecordsButWithASchemaIsEmpty() {
        String empty = odd + "_new";
        ok("schema", empty, "--schema-set", schemas, "--store", file.toString());
        ok("scan", empty, "--schema-set", schemas, "--format", "csv");
        assertThat(shell.out()).isEqualTo("id,day,arrived,price,home\n");
        assertThat(shell.run("scan", empty)).isEqualTo(ExitCode.NOT_FOUND);
        ok("schema", empty, "--schema-set", schemas, "--remove");
    }

    @Test
    void wrongUseIsNamed() {
        Map.of(
                        List.of("schema", odd, "--store", file.toString()), "need --schema-set",
                        List.of("schema", odd, "--replace"), "need --store",
                        List.of("schema", odd, "--schema-set", schemas, "--remove", "--json"), "exclude each other",
                        List.of("schema", "test", "--schema-set", schemas, "--remove"), "such as test.demo",
                        List.of(
                                        "schema",
                                        odd,
                                        "--schema-set",
                                        schemas,
                                        "--store",
                                        file.toString(),
                                        "--key-column",
                                        "x"),
                                "the key column 'x' is not a column of the schema")
                .forEach((words, message) -> {
                    assertThat(shell.run(words.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
                    assertThat(shell.err()).contains(message);
                });
        put(copy, Value.of(set(odd)), Map.of("version", Value.of(9)));
        assertThat(shell.run("scan", odd, "--schema-set", schemas)).isEqualTo(ExitCode.DATA);
        assertThat(shell.err()).contains("the schema of '" + odd + "' in set '" + schemas + "' has format version 9");
    }
}
