package io.aeroarrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.model.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs commands that read or write files on the server under test. */
class FileCommandsConformanceTest extends CommandsOnServer {

    FileCommandsConformanceTest() {
        super("file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.arrow", "x.arrows", "x.parquet"})
    void scansWithASchemaFromAFile(String name) throws Exception {
        Path file = directory.resolve(name);
        assertThat(shell.run("export", demo, file.toString(), "--bins", "name,a", "--where", "a = 1"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("scan", demo, "--schema", file.toString(), "--where", "a = 2"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"name\":\"n2\",\"a\":2}\n");
        Path broken = Files.writeString(directory.resolve("broken-" + name), "nothing of that kind");
        assertThat(shell.run("scan", demo, "--schema", broken.toString())).isEqualTo(ExitCode.DATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv", "x.jsonl", "x.arrow", "x.arrows", "x.parquet"})
    void exportsToFilesAndImportsThem(String name) throws Exception {
        Path file = directory.resolve(name);
        assertThat(shell.run("export", demo, file.toString())).as(shell.err()).isEqualTo(ExitCode.OK);
        assertThat(file).isNotEmptyFile();
        assertThat(shell.out()).isEmpty();
        assertThat(shell.run("import", file.toString(), copy, "--key", "__key"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("scan", copy, "--where", "a = 7", "--bins", "__key,a,name"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"__key\":7,\"a\":7,\"name\":\"n7\"}\n");
        assertThat(shell.run("count", copy)).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("20\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3"})
    void readsEachRecordOnceWithSeveralThreads(String threads) {
        assertThat(shell.run("scan", demo, "--bins", "a", "--parallel", threads, "--format", "csv"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out().lines().skip(1).map(Integer::valueOf))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, RECORDS).boxed().toList());
        Path file = directory.resolve("x.parquet");
        assertThat(shell.run("export", demo, file.toString(), "--parallel", threads))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("import", file.toString(), copy, "--key", "__key")).isEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("wrote " + RECORDS + " records");
    }

    @Test
    void rejectsAnInvalidNumberOfThreads() throws Exception {
        assertThat(shell.run("scan", demo, "--parallel", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--parallel is 0");
        assertThat(shell.run("scan", demo, "--parallel", "4097")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("scan", demo, "--parallel", "2", "--limit", "5")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("scan", demo, "--parallel", "1", "--limit", "5")).isEqualTo(ExitCode.OK);
        assertThat(shell.out().lines()).hasSize(5);
        DictionaryEncoding encoding = new DictionaryEncoding(1, false, new ArrowType.Int(32, true));
        Field encoded = new Field("name", new FieldType(true, new ArrowType.Utf8(), encoding), null);
        Path schema = Files.writeString(
                directory.resolve("schema.json"),
                new Schema(List.of(encoded, Field.nullable("a", new ArrowType.Int(64, true)))).toJson());
        String file = directory.resolve("x.arrow").toString();
        assertThat(shell.run("export", demo, file, "--schema", schema.toString(), "--parallel", "2"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("dictionaries");
        assertThat(shell.run("export", demo, file, "--schema", schema.toString()))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("scan", demo, "--schema", file, "--where", "a = 3"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"name\":\"n3\",\"a\":3}\n");
        assertThat(shell.run("import", file, copy, "--key", "name", "--no-key-as-bin"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("get", copy, "n7")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"a\":7}\n");
    }

    @Test
    void showsTheReadPartOfTheFileInTheImportBar() {
        Path file = directory.resolve("x.parquet");
        assertThat(shell.run("export", demo, file.toString())).isEqualTo(ExitCode.OK);
        shell.atTerminal("");
        assertThat(shell.run("import", file.toString(), copy, "--key", "__key")).isEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("import " + copy).contains("100%").contains("MiB");
    }

    @Test
    void keepsTheOldFileWhenAnExportFails() throws Exception {
        Path file = Files.writeString(directory.resolve("x.csv"), "before");
        put(demo, Value.of("odd"), Map.of("a", Value.of("text")));
        Path schema = directory.resolve("schema.json");
        Files.writeString(schema, TestSets.SCHEMA_OF_INTEGER_A);
        assertThat(shell.run("export", demo, file.toString(), "--schema", schema.toString()))
                .isEqualTo(ExitCode.DATA);
        assertThat(file).hasContent("before");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
        assertThat(shell.run("export", demo, file.toString(), "--schema", schema.toString(), "--on-mismatch", "null"))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("{a=1}");
    }

    @Test
    void importsCsvOfOtherPrograms() throws Exception {
        Path file = Files.writeString(directory.resolve("p.csv"), "id,city\n1,Rome\n2,Oslo\n");
        assertThat(shell.run("import", file.toString(), towns, "--key", "id", "--no-key-as-bin"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("2 records");
        assertThat(shell.run("get", towns, "2")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("{\"city\":\"Oslo\"}\n");
        assertThat(shell.run("import", file.toString(), towns, "--key", "id")).isEqualTo(ExitCode.OK);
        assertThat(shell.run("get", towns, "2")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("\"id\":2").contains("\"city\":\"Oslo\"");
        assertThat(shell.run("import", file.toString(), towns, "--key", "nope")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("import", "none.csv", towns, "--key", "id")).isEqualTo(ExitCode.NOT_FOUND);
    }
}
