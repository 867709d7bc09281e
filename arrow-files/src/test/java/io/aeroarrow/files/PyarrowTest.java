package io.aeroarrow.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.format.FileFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Checks that pyarrow, another implementation of Arrow and Parquet, opens the files and sees the right types. */
@EnabledIfEnvironmentVariable(
        named = "AEROARROW_PYARROW",
        matches = ".+",
        disabledReason = "AEROARROW_PYARROW does not name a Python with pyarrow")
class PyarrowTest {

    private static final List<FileFormat> FORMATS =
            List.of(FileFormat.ARROW_FILE, FileFormat.ARROW_STREAM, FileFormat.PARQUET);

    @TempDir
    Path directory;

    @Test
    void pyarrowOpensEachFile() throws Exception {
        Schema schema = TestBatches.everyType();
        try (BufferAllocator allocator = new RootAllocator()) {
            for (FileFormat format : FORMATS) {
                for (FileCompression compression : format.compressions()) {
                    String name = compression.name().toLowerCase(Locale.ROOT)
                            + format.suffixes().get(0);
                    try (ArrowReader source = TestBatches.random(schema, 11, 3, 40, allocator)) {
                        ArrowFiles.write(
                                source,
                                directory.resolve(name),
                                format,
                                FileWriteOptions.DEFAULT.withCompression(compression));
                    }
                }
            }
        }
        Map<String, Map<String, String>> types = types(run());
        assertThat(types).hasSize(11);
        Map<String, String> inArrow = types.get("none.arrow");
        assertThat(inArrow)
                .hasSize(schema.getFields().size())
                .containsEntry("uint64", "uint64")
                .containsEntry("float_HALF", "halffloat")
                .containsEntry("utf8_view", "string_view")
                .containsEntry("decimal76", "decimal256(76, 5)")
                .containsEntry("instant_NANOSECOND", "timestamp[ns, tz=Europe/Zurich]")
                .containsEntry("duration_SECOND", "duration[s]")
                .containsEntry("nothing", "null")
                .containsEntry("embedding", "fixed_size_list<item: float>[3]")
                .containsEntry("location", "string");
        Map<String, String> inParquet = types.get("pyarrow.parquet");
        assertThat(inParquet).containsEntry("instant_SECOND", "timestamp[ms, tz=Europe/Zurich]");
        types.forEach((file, columns) -> assertThat(columns)
                .as(file)
                .containsExactlyInAnyOrderEntriesOf(file.endsWith(".parquet") ? inParquet : inArrow));
    }

    private String run() throws IOException, InterruptedException {
        Path script = Path.of("src/test/resources/open_files.py").toAbsolutePath();
        Process python = new ProcessBuilder(System.getenv("AEROARROW_PYARROW"), script.toString(), directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(output).isZero();
        return output;
    }

    private static Map<String, Map<String, String>> types(String output) {
        Map<String, Map<String, String>> types = new HashMap<>();
        output.lines()
                .map(line -> line.split("\t", -1))
                .forEach(parts ->
                        types.computeIfAbsent(parts[0], file -> new HashMap<>()).put(parts[1], parts[2]));
        return types;
    }
}
