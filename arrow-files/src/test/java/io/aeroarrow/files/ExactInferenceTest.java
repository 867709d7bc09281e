package io.aeroarrow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.CsvDialect;
import io.aeroarrow.files.format.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An inferred type keeps every value exactly; otherwise the column is text, or the later value is an error. */
class ExactInferenceTest {

    @TempDir
    Path directory;

    /** Returns the type of the first column and its values. */
    private List<String> read(FileFormat format, FileReadOptions options, String... lines) throws IOException {
        Path file = Files.write(directory.resolve("data"), List.of(lines));
        List<String> typeAndValues = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader reader = ArrowFiles.read(file, format, options, allocator)) {
            typeAndValues.add(
                    reader.getVectorSchemaRoot().getVector(0).getMinorType().toString());
            TestBatches.rows(reader).forEach(row -> typeAndValues.add(String.valueOf(row.get(0))));
        }
        return typeAndValues;
    }

    /** Each line: two values of a column, and its type. */
    @ParameterizedTest
    @CsvSource({
        "+14155550123, +442071838750, VARCHAR",
        "12345678901234567890, 12345678901234567891, VARCHAR",
        "9007199254740993, 1.5, VARCHAR",
        "9007199254740992, 1.5, FLOAT8",
        "9223372036854775807, 0.5, VARCHAR",
        "9223372036854775807, 1, BIGINT",
        "0.30000000000000004, 1e-5, FLOAT8",
        "0.1234567890123456789, 1, VARCHAR",
        "1e-400, 1.5, VARCHAR",
        "1e400, 1.5, VARCHAR",
        "2016-12-31T23:59:60Z, 2016-12-31T00:00:00Z, VARCHAR",
        "2016-12-31T23:59:59.123456789Z, 2016-12-31T00:00:00Z, VARCHAR",
    })
    void csvColumnsKeepEveryValue(String one, String other, String type) throws IOException {
        List<String> read =
                read(FileFormat.CSV, FileReadOptions.DEFAULT.withCsv(CsvDialect.DEFAULT.withHeader(false)), one, other);
        assertThat(read.get(0)).isEqualTo(type);
        if (type.equals("VARCHAR")) {
            assertThat(read).containsExactly(type, one, other);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740993, 1.5, VARCHAR",
        "9223372036854775807, 1.5, VARCHAR",
        "9223372036854775807, 1, BIGINT",
        "9007199254740992, 1.5, FLOAT8",
        "0.1234567890123456789, 1, VARCHAR",
        "1e400, 1, VARCHAR",
    })
    void jsonColumnsKeepEveryValue(String one, String other, String type) throws IOException {
        List<String> read =
                read(FileFormat.JSON_LINES, FileReadOptions.DEFAULT, "{\"a\":" + one + "}", "{\"a\":" + other + "}");
        assertThat(read.get(0)).isEqualTo(type);
        if (type.equals("VARCHAR")) {
            assertThat(read).containsExactly(type, one, other);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 007", "5, +5", "1.5, 9007199254740993", "1.5, 00.5", "1.5, 0.12345678901234567890"})
    void aLaterCsvValueThatTheInferredTypeWouldChangeIsAnError(String sampled, String later) {
        FileReadOptions one = FileReadOptions.DEFAULT.withSampleRows(1).withCsv(CsvDialect.DEFAULT.withHeader(false));
        assertThatThrownBy(() -> read(FileFormat.CSV, one, sampled, later))
                .isInstanceOf(ArrowFileException.class)
                .hasMessageContaining('"' + later + '"')
                .hasMessageContaining("Types were inferred");
    }

    @ParameterizedTest
    @CsvSource({"5, \"007\"", "true, \"true\"", "1.5, 9007199254740993", "1.5, \"2.5\""})
    void aLaterJsonValueThatTheInferredTypeWouldChangeIsAnError(String sampled, String later) {
        FileReadOptions one = FileReadOptions.DEFAULT.withSampleRows(1);
        assertThatThrownBy(() -> read(FileFormat.JSON_LINES, one, "{\"a\":" + sampled + "}", "{\"a\":" + later + "}"))
                .isInstanceOf(ArrowFileException.class)
                .hasMessageContaining("row 2")
                .hasMessageContaining("Types were inferred");
    }

    @Test
    void halfOfASurrogatePairIsAnError() {
        assertThatThrownBy(() -> read(FileFormat.JSON_LINES, FileReadOptions.DEFAULT, "{\"a\":\"x\\ud83d\"}"))
                .isInstanceOf(ArrowFileException.class)
                .hasMessageContaining("column a")
                .hasMessageContaining("half of a surrogate pair");
        assertThatThrownBy(() -> read(FileFormat.JSON_LINES, FileReadOptions.DEFAULT, "{\"\\udc00\":1}"))
                .isInstanceOf(ArrowFileException.class)
                .hasMessageContaining("surrogate");
    }

    @Test
    void aByteOrderMarkIsNoPartOfAQuotedName() throws IOException {
        Path file = Files.writeString(directory.resolve("bom.csv"), "\ufeff\"id\",\"a b\"\n1,2\n");
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader reader = ArrowFiles.read(file, FileFormat.CSV, FileReadOptions.DEFAULT, allocator)) {
            assertThat(reader.getVectorSchemaRoot().getSchema().getFields())
                    .extracting(field -> field.getName())
                    .containsExactly("id", "a b");
        }
        assertThat(read(
                        FileFormat.CSV,
                        FileReadOptions.DEFAULT.withCsv(CsvDialect.DEFAULT.withHeader(false)),
                        "\ufeff\"x\"",
                        "y"))
                .containsExactly("VARCHAR", "x", "y");
    }
}
