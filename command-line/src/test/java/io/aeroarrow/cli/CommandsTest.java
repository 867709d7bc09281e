package io.aeroarrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.cli.process.ExitCode;
import io.aeroarrow.embedded.EmbeddedAerospike;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command on a server, and what it ends with. */
class CommandsTest {

    private static final int RECORDS = 20;

    @TempDir
    Path directory;

    private EmbeddedAerospike server;
    private TestShell shell;

    @BeforeEach
    void start() {
        server = EmbeddedAerospike.start();
        for (int i = 0; i < RECORDS; i++) {
            server.load("test", "demo")
                    .put((long) i, Map.of("a", (long) i, "name", "n" + i, "tags", List.of("x", "y")));
        }
        shell = new TestShell(directory).with("AEROARROW_HOSTS", server.host() + ":" + server.port());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPipeGetsJsonLinesAndNothingElse() {
        assertThat(shell.run("scan", "test.demo", "--bins", "a,tags", "--where", "a = 7"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"a\":7,\"tags\":[\"x\",\"y\"]}\n");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void aTerminalGetsATable() {
        shell.atTerminal("");
        assertThat(shell.run("scan", "test.demo", "--bins", "name,a", "--where", "a in (3, 12)", "--where", "a > 5"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("name   a\n----  --\nn12   12\n");
    }

    @Test
    void limitsAndFormats() {
        assertThat(shell.run("scan", "test.demo", "--limit", "3", "--format", "csv"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out().lines()).hasSize(4).first().isEqualTo("a,name,tags");
        assertThat(shell.run("scan", "test.demo", "--format", "parquet")).isEqualTo(ExitCode.OK);
        assertThat(new String(shell.bytes(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
        shell.atTerminal("");
        assertThat(shell.run("scan", "test.demo", "--format", "arrow")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void longValuesAndControlCharactersDoNotBreakATable() {
        server.load("test", "odd").put("k", Map.of("t", "\u001b[2Jx\n" + "y".repeat(100)));
        shell.atTerminal("");
        assertThat(shell.run("scan", "test.odd")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("\\u001b[2Jx\\nyyy").contains("…").doesNotContain("\u001b[2J");
        assertThat(shell.err()).contains("1 long values are not shown whole");
        assertThat(shell.run("scan", "test.odd", "--wide")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("y".repeat(100));
    }

    @Test
    void getsInTheOrderOfTheKeysAndTellsOfMissingOnes() {
        assertThat(shell.run("get", "test.demo", "11", "99", "4", "--bins", "__key,name"))
                .isEqualTo(ExitCode.NOT_FOUND);
        assertThat(shell.out()).isEqualTo("{\"__key\":11,\"name\":\"n11\"}\n{\"__key\":4,\"name\":\"n4\"}\n");
        assertThat(shell.err()).contains("not in test.demo: 99").contains("--key-type");
        assertThat(shell.run("get", "test.demo", "11", "--key-type", "string")).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(shell.run("get", "test.demo", "11")).isEqualTo(ExitCode.OK);
        assertThat(shell.run("get", "test.demo", "1x", "--key-type", "int")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("'1x' is no integer");
    }

    @Test
    void counts() {
        assertThat(shell.run("count", "test.demo")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo(RECORDS + "\n");
        assertThat(shell.run("count", "test.demo", "--where", "a between 5 and 9 and name like 'n%'"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("5\n");
    }

    @Test
    void aSchemaOfJsonReadsTheSame() throws Exception {
        assertThat(shell.run("schema", "test.demo", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("a,").contains("name,Utf8").contains("element: Utf8");
        assertThat(shell.err()).contains("20 records");
        assertThat(shell.run("schema", "test.demo", "--json", "--sample", "5")).isEqualTo(ExitCode.OK);
        Path file = Files.writeString(directory.resolve("schema.json"), shell.out());
        assertThat(shell.run("scan", "test.demo", "--schema", file.toString(), "--where", "a = 1"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"__key\":1,\"a\":1,\"name\":\"n1\",\"tags\":[\"x\",\"y\"]}\n");
    }

    @Test
    void listsSetsAndTellsInfo() {
        assertThat(shell.run("sets", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("namespace,set,records\ntest,demo,20\n");
        assertThat(shell.run("sets", "nowhere")).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(shell.run("info", "namespaces")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("test\n");
        assertThat(shell.run("info", "namespaces", "build")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("namespaces\ttest\n").contains("build\t");
    }

    @Test
    void truncatesOnlyWhatIsConfirmed() {
        assertThat(shell.run("truncate", "test.demo")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--yes");
        shell.atTerminal("yes\n");
        assertThat(shell.run("truncate", "test.demo")).isEqualTo(ExitCode.DECLINED);
        assertThat(server.objects()).isEqualTo(RECORDS);
        shell.atTerminal("test.demo\n");
        assertThat(shell.run("truncate", "test.demo")).isEqualTo(ExitCode.OK);
        assertThat(shell.run("count", "test.demo")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("0\n");
    }

    @Test
    void makesListsAndDropsIndexes() {
        assertThat(shell.run("index", "create", "test.demo", "demo_a", "--bin", "a", "--type", "numeric", "--wait"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("index", "list", "test", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("demo_a,demo,a,numeric,default,yes");
        assertThat(shell.run("index", "drop", "test", "demo_a")).isEqualTo(ExitCode.OK);
        assertThat(shell.run("index", "drop", "test", "demo_a")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.run("index")).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv", "x.jsonl", "x.arrow", "x.arrows", "x.parquet"})
    void exportsToFiles(String name) throws Exception {
        Path file = directory.resolve(name);
        assertThat(shell.run("export", "test.demo", file.toString()))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(file).isNotEmptyFile();
        assertThat(shell.out()).isEmpty();
        assertThat(shell.run("import", file.toString(), "test.copy", "--key", "__key"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("scan", "test.copy", "--where", "a = 7", "--bins", "__key,a,name"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"__key\":7,\"a\":7,\"name\":\"n7\"}\n");
        assertThat(shell.run("count", "test.copy")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("20\n");
    }

    @Test
    void anExportThatFailsLeavesTheFileAsItWas() throws Exception {
        Path file = Files.writeString(directory.resolve("x.csv"), "before");
        server.load("test", "demo").put("odd", Map.of("a", "text"));
        Path schema = directory.resolve("schema.json");
        Files.writeString(
                schema,
                "{\"fields\":[{\"name\":\"a\",\"nullable\":true,\"type\":{\"name\":\"int\",\"bitWidth\":64,"
                        + "\"isSigned\":true},\"children\":[]}]}");
        assertThat(shell.run("export", "test.demo", file.toString(), "--schema", schema.toString()))
                .isEqualTo(ExitCode.DATA);
        assertThat(file).hasContent("before");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
        assertThat(shell.run(
                        "export", "test.demo", file.toString(), "--schema", schema.toString(), "--on-mismatch", "null"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("{a=1}");
    }

    @Test
    void tellsErrorsApart() {
        assertThat(shell.run("scan", "nowhere.demo", "--bins", "__key")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err()).contains("20 NAMESPACE");
        assertThat(shell.run("scan", "test.demo", "--where", "a >")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("column 4").contains("  a >\n     ^");
        assertThat(shell.run("scam", "test.demo")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("scan")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("scan", "test.")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run(
                        "export", "test.demo", directory.resolve("no/such.csv").toString()))
                .isEqualTo(ExitCode.USAGE);
        server.close();
        assertThat(shell.run("scan", "test.demo", "--connect-timeout", "500ms")).isEqualTo(ExitCode.CONNECTION);
    }

    @Test
    void helpHasExamplesAndCompletionKnowsTheCommands() {
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
    void loadsCsvOfOthers() throws Exception {
        Path file = Files.writeString(directory.resolve("p.csv"), "id,city\n1,Rome\n2,Oslo\n");
        assertThat(shell.run("import", file.toString(), "test.towns", "--key", "id"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("2 records");
        assertThat(shell.run("get", "test.towns", "2")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"city\":\"Oslo\"}\n");
        assertThat(shell.run("import", file.toString(), "test.towns", "--key", "nope"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("import", "none.csv", "test.towns", "--key", "id")).isEqualTo(ExitCode.NOT_FOUND);
    }
}
