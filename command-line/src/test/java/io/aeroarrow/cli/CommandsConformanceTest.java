package io.aeroarrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.model.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs each command on the server under test and checks its output and exit code. */
class CommandsConformanceTest extends CommandsOnServer {

    CommandsConformanceTest() {
        super("cli");
    }

    @Test
    void writesOnlyJsonLinesToAPipe() {
        assertThat(shell.run("scan", demo, "--bins", "a,tags", "--where", "a = 7"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"a\":7,\"tags\":[\"x\",\"y\"]}\n");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void writesATableToATerminal() {
        shell.atTerminal("");
        assertThat(shell.run("scan", demo, "--bins", "name,a", "--where", "a in (3, 12)", "--where", "a > 5"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("name   a\n----  --\nn12   12\n");
    }

    @Test
    void appliesLimitsAndFormats() {
        assertThat(shell.run("scan", demo, "--limit", "3", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out().lines()).hasSize(4).first().isEqualTo("a,name,tags");
        assertThat(shell.run("scan", demo, "--format", "parquet")).isEqualTo(ExitCode.OK);
        assertThat(new String(shell.bytes(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
        shell.atTerminal("");
        assertThat(shell.run("scan", demo, "--format", "arrow")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void shortensLongValuesAndEscapesControlCharactersInTables() {
        put(odd, Value.of("k"), Map.of("t", Value.of("\u001b[2Jx\n" + "y".repeat(100))));
        shell.atTerminal("");
        assertThat(shell.run("scan", odd)).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("\\u001b[2Jx\\nyyy").contains("…").doesNotContain("\u001b[2J");
        assertThat(shell.err()).contains("1 long values are shortened");
        assertThat(shell.run("scan", odd, "--wide")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("y".repeat(100));
    }

    @Test
    void getsRecordsInKeyOrderAndReportsMissingOnes() {
        assertThat(shell.run("get", demo, "11", "99", "4", "--bins", "__key,name"))
                .isEqualTo(ExitCode.NOT_FOUND);
        assertThat(shell.out()).isEqualTo("{\"__key\":11,\"name\":\"n11\"}\n{\"__key\":4,\"name\":\"n4\"}\n");
        assertThat(shell.err()).contains("not in " + demo + ": 99").contains("--key-type");
        assertThat(shell.run("get", demo, "11", "--key-type", "string")).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(shell.run("get", demo, "11")).isEqualTo(ExitCode.OK);
        assertThat(shell.run("get", demo, "1x", "--key-type", "int")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("'1x' is not an integer");
    }

    @Test
    void countsRecords() {
        assertThat(shell.run("count", demo)).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo(RECORDS + "\n");
        assertThat(shell.run("count", demo, "--where", "a between 5 and 9 and name like 'n%'"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("5\n");
    }

    @Test
    void scansWithASchemaFromJson() throws Exception {
        assertThat(shell.run("schema", demo, "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("a,").contains("name,Utf8").contains("element: Utf8");
        assertThat(shell.err()).contains("20 records");
        assertThat(shell.run("schema", demo, "--json", "--sample", "5")).isEqualTo(ExitCode.OK);
        Path file = Files.writeString(directory.resolve("schema.json"), shell.out());
        assertThat(shell.run("scan", demo, "--schema", file.toString(), "--where", "a = 1"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"__key\":1,\"a\":1,\"name\":\"n1\",\"tags\":[\"x\",\"y\"]}\n");
    }

    @Test
    void listsSetsAndPrintsInfo() {
        assertThat(shell.run("sets", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out().lines())
                .startsWith("namespace,set,records")
                .contains("test," + set(demo) + "," + RECORDS);
        assertThat(shell.run("sets", "nowhere")).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(shell.run("info", "namespaces")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).startsWith("test").endsWith("\n").doesNotContain("namespaces");
        assertThat(shell.run("info", "namespaces", "build")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("namespaces\ttest").contains("build\t");
    }

    @Test
    void listsTheNodesAndWhatAllOfThemCanDo() {
        String build = build();
        assertThat(shell.run("cluster", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out().lines())
                .startsWith("node,address,build")
                .anySatisfy(line -> assertThat(line).endsWith("," + build));
        assertThat(shell.err())
                .contains("queries use what all nodes can do: " + build + " (record size, index by name");
    }

    @Test
    void truncatesOnlyAfterConfirmation() {
        assertThat(shell.run("truncate", demo)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--yes");
        shell.atTerminal("yes\n");
        assertThat(shell.run("truncate", demo)).isEqualTo(ExitCode.DECLINED);
        assertThat(shell.run("count", demo)).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo(RECORDS + "\n");
        shell.atTerminal(demo + "\n");
        assertThat(shell.run("truncate", demo)).isEqualTo(ExitCode.OK);
        assertThat(shell.run("count", demo)).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("0\n");
    }

    @Test
    void createsListsAndDropsIndexes() {
        assertThat(shell.run("index", "create", demo, index, "--bin", "a", "--type", "numeric", "--wait"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("index", "list", "test", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains(index + "," + set(demo) + ",a,numeric,default,yes," + RECORDS + ",");
        assertThat(shell.run("index", "drop", "test", index)).isEqualTo(ExitCode.OK);
        assertThat(shell.run("index", "drop", "test", index)).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.run("index")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void findsTheRecordsOfAConditionThroughAnIndex() {
        String names = index + "_name";
        shell.run("index", "create", demo, index, "--bin", "a", "--type", "numeric", "--wait");
        shell.run("index", "create", demo, names, "--bin", "name", "--type", "string", "--wait");
        try {
            for (String command : List.of("scan", "count")) {
                assertThat(shell.run(command, demo, "--where", "name = 'n7'", "--explain"))
                        .isEqualTo(ExitCode.OK);
                assertThat(shell.out()).isEqualTo(demo + ": query through " + names + " = 'n7'\n");
                shell.run(command, demo, "--where", "name = 'n7'", "--index", "off", "--explain");
                assertThat(shell.out()).isEqualTo(demo + ": scan; the use of indexes is off\n");
                shell.run(command, demo, "--where", "a < 4", "--explain");
                assertThat(shell.out()).startsWith(demo + ": scan; " + index + " has no floats, ");
                shell.run(command, demo, "--where", "a < 4", "--index", index, "--explain");
                assertThat(shell.out()).isEqualTo(demo + ": query through " + index + " ..4 (integers only)\n");
                assertThat(shell.run(command, demo, "--where", "name = 'n7'", "--index", index))
                        .isNotEqualTo(ExitCode.OK);
                assertThat(shell.err()).contains("serves no condition of the filter");
                assertThat(shell.run(command, demo, "--index", index)).isEqualTo(ExitCode.USAGE);
            }
            for (String use : List.of("auto", "off", index)) {
                assertThat(shell.run("count", demo, "--where", "a in (2, 9, 17, 99)", "--index", use))
                        .isEqualTo(ExitCode.OK);
                assertThat(shell.out()).isEqualTo("3\n");
                shell.run("scan", demo, "--where", "a between 3 and 5", "--index", use, "--bins", "name");
                assertThat(shell.out().lines())
                        .containsExactlyInAnyOrder("{\"name\":\"n3\"}", "{\"name\":\"n4\"}", "{\"name\":\"n5\"}");
            }
        } finally {
            shell.run("index", "drop", "test", index);
            shell.run("index", "drop", "test", names);
        }
    }

    @Test
    void createsIndexesOnPathsAndComputedValues() {
        String path = index + "_path";
        String size = index + "_size";
        String ofOtherClient = index + "_exp";
        shell.run("index", "create", demo, path, "--on", "m['city'][-1]", "--type", "string", "--of", "list");
        shell.run("index", "create", demo, size, "--on", "size(l)", "--type", "numeric");
        shell.run("index", "create", demo, ofOtherClient, "--expression", "k1ECoWE=", "--type", "numeric", "--wait");
        assertThat(shell.run("index", "list", "test", "--format", "csv")).isEqualTo(ExitCode.OK);
        assertThat(shell.out())
                .contains(path + "," + set(demo) + ",m['city'][-1],string,list,yes,0,0")
                .contains(size + "," + set(demo) + ",")
                .contains(ofOtherClient + "," + set(demo) + ",k1ECoWE=,numeric,default,yes," + RECORDS);
        for (String created : List.of(path, size, ofOtherClient)) {
            assertThat(shell.run("index", "drop", "test", created)).isEqualTo(ExitCode.OK);
        }
        assertThat(shell.run("index", "create", demo, path, "--on", "m['city'", "--type", "string"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("index", "create", demo, path, "--on", "__size", "--type", "numeric"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("index", "create", demo, path, "--type", "numeric"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("index", "create", demo, path, "--bin", "a")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("index", "create", demo, path, "--set-index", "--type", "numeric"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void createsAnIndexOfTheSetFrom812On() {
        boolean old = build().startsWith("8.1.0");
        int created = shell.run("index", "create", demo, index + "_set", "--set-index");
        assertThat(created == ExitCode.OK).as(shell.err()).isNotEqualTo(old);
        int dropped = shell.run("index", "drop", "test", index + "_set");
        assertThat(dropped).isEqualTo(old ? ExitCode.REFUSED : ExitCode.OK);
    }

    private String build() {
        assertThat(shell.run("info", "build")).isEqualTo(ExitCode.OK);
        return shell.out().strip();
    }

    @Test
    void printsTheBuiltVersion() {
        assertThat(shell.run("--version")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).matches("aeroarrow \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
    }

    @Test
    void mapsErrorsToExitCodes() {
        assertThat(shell.run("scan", "nowhere.demo", "--bins", "__key")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err()).contains("20 NAMESPACE");
        assertThat(shell.run("scan", demo, "--where", "a >")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("column 4").contains("  a >\n     ^");
        assertThat(shell.run("scam", demo)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("scan")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("scan", "test.")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("export", demo, directory.resolve("no/such.csv").toString()))
                .isEqualTo(ExitCode.USAGE);
        // No server listens on this port.
        shell.with("AEROARROW_HOSTS", "127.0.0.1:1");
        assertThat(shell.run("scan", demo, "--connect-timeout", "500ms")).isEqualTo(ExitCode.CONNECTION);
    }

    @Test
    void printsTheConnectionOptionsOnRequest() {
        assertThat(shell.run("scan", "--help-connection")).isEqualTo(ExitCode.OK);
        assertThat(shell.out())
                .contains("--hosts")
                .contains("--address-map")
                .contains("--tls-key")
                .contains("--max-retries")
                .doesNotContain("--bins");
    }

    @Test
    void printsHelpWithExamplesAndACompletionScript() {
        for (String command :
                List.of("scan", "get", "count", "schema", "export", "import", "sets", "info", "truncate")) {
            assertThat(shell.run(command, "--help")).isEqualTo(ExitCode.OK);
            assertThat(shell.out())
                    .contains("aeroarrow " + command)
                    .contains("Example")
                    .contains("--hosts")
                    .contains("--help-connection")
                    .doesNotContain("--address-map");
            assertThat(shell.out().lines().count())
                    .as("lines of the help of %s", command)
                    .isLessThan(65);
        }
        assertThat(shell.run("generate-completion")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("complete").contains("--where").contains("--address-map");
    }
}
