package io.aeroarrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.WritePolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs each command on the server under test and checks its output and exit code. */
@ExtendWith(AerospikeExtension.class)
class CommandsConformanceTest {

    private static final int RECORDS = 20;

    private static final TestSets SETS = new TestSets("cli");
    private static final String DEMO = TestSets.argument(SETS.name("demo"));
    private static final String INDEX = SETS.name("demo_a");
    private static final String COPY = TestSets.argument(SETS.name("copy"));
    private static final String ODD = TestSets.argument(SETS.name("odd"));
    private static final String TOWNS = TestSets.argument(SETS.name("towns"));

    @TempDir
    Path directory;

    private static AeroArrowClient client;
    private TestShell shell;

    @BeforeAll
    static void connect(AerospikeServer server) {
        client = AeroArrowClient.connect(ClientConfig.of(server.host(), server.port()));
    }

    @AfterAll
    static void disconnect() {
        empty();
        client.close();
    }

    private static void empty() {
        List.of(DEMO, COPY, ODD, TOWNS).forEach(each -> client.truncate("test", set(each), Optional.empty()));
    }

    private static String set(String target) {
        return target.substring("test.".length());
    }

    private static void put(String target, Value key, Map<String, Value> bins) {
        client.put(
                new Key("test", set(target), key),
                bins.entrySet().stream()
                        .map(bin -> new Bin(bin.getKey(), bin.getValue()))
                        .toList(),
                WritePolicy.DEFAULT.withSendKey(true));
    }

    @BeforeEach
    void fill(AerospikeServer server) {
        empty();
        for (int i = 0; i < RECORDS; i++) {
            put(
                    DEMO,
                    Value.of(i),
                    Map.of(
                            "a",
                            Value.of(i),
                            "name",
                            Value.of("n" + i),
                            "tags",
                            Value.of(List.of(Value.of("x"), Value.of("y")))));
        }
        shell = TestSets.shell(server, directory);
    }

    @Test
    void writesOnlyJsonLinesToAPipe() {
        assertThat(shell.run("scan", DEMO, "--bins", "a,tags", "--where", "a = 7"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"a\":7,\"tags\":[\"x\",\"y\"]}\n");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void writesATableToATerminal() {
        shell.atTerminal("");
        assertThat(shell.run("scan", DEMO, "--bins", "name,a", "--where", "a in (3, 12)", "--where", "a > 5"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("name   a\n----  --\nn12   12\n");
    }

    @Test
    void appliesLimitsAndFormats() {
        assertThat(shell.run("scan", DEMO, "--limit", "3", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out().lines()).hasSize(4).first().isEqualTo("a,name,tags");
        assertThat(shell.run("scan", DEMO, "--format", "parquet")).isEqualTo(ExitCode.OK);
        assertThat(new String(shell.bytes(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
        shell.atTerminal("");
        assertThat(shell.run("scan", DEMO, "--format", "arrow")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void shortensLongValuesAndEscapesControlCharactersInTables() {
        put(ODD, Value.of("k"), Map.of("t", Value.of("\u001b[2Jx\n" + "y".repeat(100))));
        shell.atTerminal("");
        assertThat(shell.run("scan", ODD)).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("\\u001b[2Jx\\nyyy").contains("…").doesNotContain("\u001b[2J");
        assertThat(shell.err()).contains("1 long values are shortened");
        assertThat(shell.run("scan", ODD, "--wide")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("y".repeat(100));
    }

    @Test
    void getsRecordsInKeyOrderAndReportsMissingOnes() {
        assertThat(shell.run("get", DEMO, "11", "99", "4", "--bins", "__key,name"))
                .isEqualTo(ExitCode.NOT_FOUND);
        assertThat(shell.out()).isEqualTo("{\"__key\":11,\"name\":\"n11\"}\n{\"__key\":4,\"name\":\"n4\"}\n");
        assertThat(shell.err()).contains("not in " + DEMO + ": 99").contains("--key-type");
        assertThat(shell.run("get", DEMO, "11", "--key-type", "string")).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(shell.run("get", DEMO, "11")).isEqualTo(ExitCode.OK);
        assertThat(shell.run("get", DEMO, "1x", "--key-type", "int")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("'1x' is not an integer");
    }

    @Test
    void countsRecords() {
        assertThat(shell.run("count", DEMO)).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo(RECORDS + "\n");
        assertThat(shell.run("count", DEMO, "--where", "a between 5 and 9 and name like 'n%'"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("5\n");
    }

    @Test
    void scansWithASchemaFromJson() throws Exception {
        assertThat(shell.run("schema", DEMO, "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("a,").contains("name,Utf8").contains("element: Utf8");
        assertThat(shell.err()).contains("20 records");
        assertThat(shell.run("schema", DEMO, "--json", "--sample", "5")).isEqualTo(ExitCode.OK);
        Path file = Files.writeString(directory.resolve("schema.json"), shell.out());
        assertThat(shell.run("scan", DEMO, "--schema", file.toString(), "--where", "a = 1"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"__key\":1,\"a\":1,\"name\":\"n1\",\"tags\":[\"x\",\"y\"]}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.arrow", "x.arrows", "x.parquet"})
    void scansWithASchemaFromAFile(String name) throws Exception {
        Path file = directory.resolve(name);
        assertThat(shell.run("export", DEMO, file.toString(), "--bins", "name,a", "--where", "a = 1"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("scan", DEMO, "--schema", file.toString(), "--where", "a = 2"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"name\":\"n2\",\"a\":2}\n");
        Path broken = Files.writeString(directory.resolve("broken-" + name), "nothing of that kind");
        assertThat(shell.run("scan", DEMO, "--schema", broken.toString())).isEqualTo(ExitCode.DATA);
    }

    @Test
    void listsSetsAndPrintsInfo() {
        assertThat(shell.run("sets", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out().lines())
                .startsWith("namespace,set,records")
                .contains("test," + set(DEMO) + "," + RECORDS);
        assertThat(shell.run("sets", "nowhere")).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(shell.run("info", "namespaces")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).startsWith("test").endsWith("\n").doesNotContain("namespaces");
        assertThat(shell.run("info", "namespaces", "build")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("namespaces\ttest").contains("build\t");
    }

    @Test
    void truncatesOnlyAfterConfirmation() {
        assertThat(shell.run("truncate", DEMO)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--yes");
        shell.atTerminal("yes\n");
        assertThat(shell.run("truncate", DEMO)).isEqualTo(ExitCode.DECLINED);
        assertThat(shell.run("count", DEMO)).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo(RECORDS + "\n");
        shell.atTerminal(DEMO + "\n");
        assertThat(shell.run("truncate", DEMO)).isEqualTo(ExitCode.OK);
        assertThat(shell.run("count", DEMO)).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("0\n");
    }

    @Test
    void createsListsAndDropsIndexes() {
        assertThat(shell.run("index", "create", DEMO, INDEX, "--bin", "a", "--type", "numeric", "--wait"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("index", "list", "test", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains(INDEX + "," + set(DEMO) + ",a,numeric,default,yes");
        assertThat(shell.run("index", "drop", "test", INDEX)).isEqualTo(ExitCode.OK);
        assertThat(shell.run("index", "drop", "test", INDEX)).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.run("index")).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv", "x.jsonl", "x.arrow", "x.arrows", "x.parquet"})
    void exportsToFilesAndImportsThem(String name) throws Exception {
        Path file = directory.resolve(name);
        assertThat(shell.run("export", DEMO, file.toString())).as(shell.err()).isEqualTo(ExitCode.OK);
        assertThat(file).isNotEmptyFile();
        assertThat(shell.out()).isEmpty();
        assertThat(shell.run("import", file.toString(), COPY, "--key", "__key"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("scan", COPY, "--where", "a = 7", "--bins", "__key,a,name"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"__key\":7,\"a\":7,\"name\":\"n7\"}\n");
        assertThat(shell.run("count", COPY)).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("20\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3"})
    void readsEachRecordOnceWithSeveralThreads(String threads) {
        assertThat(shell.run("scan", DEMO, "--bins", "a", "--parallel", threads, "--format", "csv"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out().lines().skip(1).map(Integer::valueOf))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, RECORDS).boxed().toList());
        Path file = directory.resolve("x.parquet");
        assertThat(shell.run("export", DEMO, file.toString(), "--parallel", threads))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("import", file.toString(), COPY, "--key", "__key")).isEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("wrote " + RECORDS + " records");
    }

    @Test
    void rejectsAnInvalidNumberOfThreads() throws Exception {
        assertThat(shell.run("scan", DEMO, "--parallel", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--parallel is 0");
        assertThat(shell.run("scan", DEMO, "--parallel", "4097")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("scan", DEMO, "--parallel", "2", "--limit", "5")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("scan", DEMO, "--parallel", "1", "--limit", "5")).isEqualTo(ExitCode.OK);
        assertThat(shell.out().lines()).hasSize(5);
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, new ArrowType.Int(32, true));
        Field encoded = new Field("name", new FieldType(true, new ArrowType.Utf8(), encoding), null);
        Path schema = Files.writeString(
                directory.resolve("schema.json"),
                new Schema(List.of(encoded, Field.nullable("a", new ArrowType.Int(64, true)))).toJson());
        String file = directory.resolve("x.arrow").toString();
        assertThat(shell.run("export", DEMO, file, "--schema", schema.toString(), "--parallel", "2"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("dictionaries");
        assertThat(shell.run("export", DEMO, file, "--schema", schema.toString()))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("scan", DEMO, "--schema", file, "--where", "a = 3"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"name\":\"n3\",\"a\":3}\n");
        assertThat(shell.run("import", file, COPY, "--key", "name", "--no-key-as-bin"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("get", COPY, "n7")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"a\":7}\n");
    }

    @Test
    void showsTheReadPartOfTheFileInTheImportBar() {
        Path file = directory.resolve("x.parquet");
        assertThat(shell.run("export", DEMO, file.toString())).isEqualTo(ExitCode.OK);
        shell.atTerminal("");
        assertThat(shell.run("import", file.toString(), COPY, "--key", "__key")).isEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("import " + COPY).contains("100%").contains("MiB");
    }

    @Test
    void printsTheBuiltVersion() {
        assertThat(shell.run("--version")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).matches("aeroarrow \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
    }

    @Test
    void keepsTheOldFileWhenAnExportFails() throws Exception {
        Path file = Files.writeString(directory.resolve("x.csv"), "before");
        put(DEMO, Value.of("odd"), Map.of("a", Value.of("text")));
        Path schema = directory.resolve("schema.json");
        Files.writeString(schema, TestSets.SCHEMA_OF_INTEGER_A);
        assertThat(shell.run("export", DEMO, file.toString(), "--schema", schema.toString()))
                .isEqualTo(ExitCode.DATA);
        assertThat(file).hasContent("before");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
        assertThat(shell.run("export", DEMO, file.toString(), "--schema", schema.toString(), "--on-mismatch", "null"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("{a=1}");
    }

    @Test
    void mapsErrorsToExitCodes() {
        assertThat(shell.run("scan", "nowhere.demo", "--bins", "__key")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err()).contains("20 NAMESPACE");
        assertThat(shell.run("scan", DEMO, "--where", "a >")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("column 4").contains("  a >\n     ^");
        assertThat(shell.run("scam", DEMO)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("scan")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("scan", "test.")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("export", DEMO, directory.resolve("no/such.csv").toString()))
                .isEqualTo(ExitCode.USAGE);
        // No server listens on this port.
        shell.with("AEROARROW_HOSTS", "127.0.0.1:1");
        assertThat(shell.run("scan", DEMO, "--connect-timeout", "500ms")).isEqualTo(ExitCode.CONNECTION);
    }

    @Test
    void printsHelpWithExamplesAndACompletionScript() {
        for (String command :
                List.of("scan", "get", "count", "schema", "export", "import", "sets", "info", "truncate")) {
            assertThat(shell.run(command, "--help")).isEqualTo(ExitCode.OK);
            assertThat(shell.out())
                    .contains("aeroarrow " + command)
                    .contains("Example")
                    .contains("--hosts");
        }
        assertThat(shell.run("generate-completion")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("complete").contains("--where");
    }

    @Test
    void importsCsvOfOtherPrograms() throws Exception {
        Path file = Files.writeString(directory.resolve("p.csv"), "id,city\n1,Rome\n2,Oslo\n");
        assertThat(shell.run("import", file.toString(), TOWNS, "--key", "id", "--no-key-as-bin"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("2 records");
        assertThat(shell.run("get", TOWNS, "2")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"city\":\"Oslo\"}\n");
        assertThat(shell.run("import", file.toString(), TOWNS, "--key", "id")).isEqualTo(ExitCode.OK);
        assertThat(shell.run("get", TOWNS, "2")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("\"id\":2").contains("\"city\":\"Oslo\"");
        assertThat(shell.run("import", file.toString(), TOWNS, "--key", "nope")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("import", "none.csv", TOWNS, "--key", "id")).isEqualTo(ExitCode.NOT_FOUND);
    }
}
