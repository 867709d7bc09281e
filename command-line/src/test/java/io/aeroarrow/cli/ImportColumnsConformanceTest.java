package io.aeroarrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Imports of files whose columns are not the wanted bins, and what commands say about their work. */
class ImportColumnsConformanceTest extends CommandsOnServer {

    ImportColumnsConformanceTest() {
        super("columns");
    }

    private void importing(String name, String content, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        String[] words = Stream.concat(Stream.of("import", file.toString(), towns), Stream.of(options))
                .toArray(String[]::new);
        assertThat(shell.run(words)).as(shell.err()).isEqualTo(ExitCode.OK);
    }

    private void assertRecord(String key, String json) {
        assertThat(shell.run("get", towns, key)).as(shell.err()).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo(json + "\n");
    }

    @Test
    void renamesDropsAndTypesColumns() throws IOException {
        importing(
                "x.csv",
                "Person Id,zip,note,city\n1,8001,x,Rome\n2,8002,y,Oslo\n",
                "--map",
                "Person Id=id,city=town",
                "--drop",
                "note",
                "--types",
                "zip=string",
                "--key",
                "id",
                "--no-key-as-bin");
        assertRecord("2", "{\"town\":\"Oslo\",\"zip\":\"8002\"}");
    }

    @Test
    void writesOnlyTheNamedColumnsAndTheKey() throws IOException {
        importing("x.jsonl", "{\"id\":1,\"a\":1,\"b\":2}\n", "--columns", "b", "--key", "id", "--no-key-as-bin");
        assertRecord("1", "{\"b\":2}");
    }

    @Test
    void storesDecimalsAsTheOptionSays() throws IOException {
        Path schema = Files.writeString(directory.resolve("schema.json"), """
                {"fields": [
                  {"name": "id", "nullable": true, "type": {"name": "int", "bitWidth": 64, "isSigned": true}, "children": []},
                  {"name": "price", "nullable": true, "children": [],
                   "type": {"name": "decimal", "precision": 10, "scale": 2, "bitWidth": 128}}]}
                """);
        String csv = "id,price\n1,12.50\n";
        Map<String, String> storages = Map.of("text", "\"12.50\"", "double", "12.5", "scaled", "1250");
        for (String storage : storages.keySet()) {
            importing(
                    "x.csv",
                    csv,
                    "--schema",
                    schema.toString(),
                    "--decimals",
                    storage,
                    "--key",
                    "id",
                    "--no-key-as-bin");
            assertRecord("1", "{\"price\":" + storages.get(storage) + "}");
        }
        Path file = directory.resolve("x.csv");
        assertThat(shell.run("import", file.toString(), towns, "--schema", schema.toString(), "--key", "id"))
                .isNotEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("'price'").contains("--decimals");
    }

    @Test
    void readsCsvOfAnotherDialect() throws IOException {
        importing("x.csv", "1\tNA\t\"NA\"\n", "--delimiter", "tab", "--null", "NA", "--no-header", "--key", "f0");
        assertRecord("1", "{\"f0\":1,\"f2\":\"NA\"}");
    }

    @Test
    void readsAnArrayOfJsonObjects() throws IOException {
        importing("x.json", "\n[ {\"id\":1,\"a\":[1]},\n {\"id\":2,\"a\":[2]} ]\n", "--key", "id", "--no-key-as-bin");
        assertThat(shell.err()).contains("wrote 2 records");
        assertRecord("2", "{\"a\":[2]}");
    }

    @Test
    void leavesOutTheIndexOfPandas() throws IOException {
        importing("x.csv", "id,a,__index_level_0__\n1,2,0\n", "--key", "id", "--no-key-as-bin");
        assertRecord("1", "{\"a\":2}");
    }

    @Test
    void countsRowsWithoutValues() throws IOException {
        importing("x.csv", "id,a\n1,2\n3,\n", "--key", "id", "--no-key-as-bin");
        assertThat(shell.err()).contains("wrote 1 records").contains("1 rows had nothing to write");
    }

    @Test
    void rejectsOptionsThatHaveNoEffect() throws IOException {
        Path csv = Files.writeString(directory.resolve("x.csv"), "id,name\n1,x\n");
        Path json = Files.writeString(directory.resolve("x.jsonl"), "{\"id\":1}\n");
        String parquet = directory.resolve("x.parquet").toString();
        assertThat(shell.run("export", demo, parquet)).isEqualTo(ExitCode.OK);
        assertRejected("did you mean 'name'", csv.toString(), "--drop", "nane");
        assertRejected("Remove --drop", csv.toString(), "--drop", "name", "--columns", "name");
        assertRejected("two columns are named 'id'", csv.toString(), "--map", "name=id");
        assertRejected("use string", csv.toString(), "--types", "name=varchar2");
        assertRejected("--delimiter", json.toString(), "--delimiter", ";");
        assertRejected("--types", parquet, "--types", "a=string");
        assertRejected("--schema", parquet, "--schema", json.toString());
    }

    private void assertRejected(String problem, String file, String... options) {
        String[] words = Stream.concat(Stream.of("import", file, towns, "--key", "id"), Stream.of(options))
                .toArray(String[]::new);
        assertThat(shell.run(words)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains(problem);
    }

    @Test
    void anExportSaysWhatItWrote() {
        Path file = directory.resolve("x.csv");
        assertThat(shell.run("export", demo, file.toString(), "--bins", "a")).isEqualTo(ExitCode.OK);
        assertThat(shell.err()).matches("wrote 20 records, \\d+ B, to " + file + "\n");
    }

    @Test
    void commandsWithoutArgumentsGiveAnOverview() {
        assertThat(shell.run("index", "create", demo, index, "--bin", "a", "--type", "numeric", "--wait"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("index", "list", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("test," + index + "," + set(demo));
        assertThat(shell.run("index", "drop", "test", index)).isEqualTo(ExitCode.OK);
        assertThat(shell.run("info")).isEqualTo(ExitCode.OK);
        assertThat(shell.out().lines().map(line -> line.split("\t", 2)[0]))
                .containsExactlyElementsOf(List.of("node", "build", "edition", "service", "namespaces"));
    }

    @Test
    void emojiAreWrittenAsTheyAre() {
        put(odd, Value.of(1), Map.of("v", Value.of("é🐀")));
        assertThat(shell.run("scan", odd, "--format", "json")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"v\":\"é🐀\"}\n");
    }
}
