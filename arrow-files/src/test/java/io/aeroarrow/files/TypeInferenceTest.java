package io.aeroarrow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.CsvDialect;
import io.aeroarrow.files.format.FileFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypeInferenceTest {

    @TempDir
    Path directory;

    private record Table(List<String> types, List<List<Object>> rows) {}

    private Table read(FileFormat format, FileReadOptions options, String... lines) throws IOException {
        Path file = Files.write(directory.resolve("data"), List.of(lines));
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader reader = ArrowFiles.read(file, format, options, allocator)) {
            List<String> types = reader.getVectorSchemaRoot().getSchema().getFields().stream()
                    .map(Field::toString)
                    .toList();
            return new Table(types, TestBatches.rows(reader));
        }
    }

    @Test
    void errorsNameTheFieldAndTheDigits() throws IOException {
        Field zip = Field.nullable("zip", new ArrowType.Int(32, true));
        Field home = new Field("home", FieldType.nullable(new ArrowType.Struct()), List.of(zip));
        assertThat(failure("a.jsonl", "{\"home\":{\"zip\":\"x\"}}\n", home))
                .endsWith("a.jsonl, row 1, line 1, column home: field zip: \"x\" is not a valid int(32, true)");
        assertThat(failure("b.jsonl", "{\"home\":{\n", home))
                .contains("invalid JSON: ")
                .doesNotContain("REDACTED", "Source");
        Field price = Field.nullable("price", new ArrowType.Decimal(4, 2, 128));
        assertThat(failure("c.csv", "price\n1.500\n1.234\n", price))
                .endsWith("row 2, line 3, column price: \"1.234\" is not a valid decimal(4, 2, 128) (more than 2 digits"
                        + " after the decimal point)");
    }

    /** FastCSV takes the rest of the file as one value. */
    @Test
    void aQuoteThatIsNotClosedIsAnError() throws IOException {
        Field name = Field.nullable("name", new ArrowType.Utf8());
        assertThat(failure("a.csv", "name\nx\n\"y\nz\n", name))
                .contains("a quote is not closed: it opens in the row of line 3, and the file ends within the value");
        for (String end : List.of("\"y\"", "\"y\"\n", "\"y\"\"\"\r\n", "\"\"", "y", "y\n")) {
            assertThat(failure("b.csv", "name\nx\n" + end, name)).as(end).isEmpty();
        }
    }

    private String failure(String name, String text, Field column) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        FileFormat format = name.endsWith("csv") ? FileFormat.CSV : FileFormat.JSON_LINES;
        FileReadOptions options = FileReadOptions.DEFAULT.withSchema(new Schema(List.of(column)));
        try (BufferAllocator memory = new RootAllocator();
                ArrowReader reader = ArrowFiles.read(file, format, options, memory)) {
            Throwable failure = catchThrowable(() -> {
                while (reader.loadNextBatch()) {
                    assertThat(reader.getVectorSchemaRoot().getRowCount()).isPositive();
                }
            });
            return failure == null ? "" : failure.getMessage();
        }
    }

    @Test
    void infersCsvNumbersTimesAndText() throws IOException {
        Table table = read(
                FileFormat.CSV,
                FileReadOptions.DEFAULT,
                "\ufeffi,f,b,day,time,instant,zip,mixed,none",
                "1,1,true,2024-02-29,2024-02-29T12:30:00,2024-02-29T12:30:00Z,01234,5,",
                ",,,,,,,,",
                "",
                "-9223372036854775808,-2.5e3,false,1999-12-31,1999-12-31 00:00:00.5,1999-12-31T00:00:00+01:00,99999,x,",
                "7,NaN,true,1999-12-31,1999-12-31 00:00:00,1999-12-31T00:00:00Z,99999,\"\",");
        assertThat(table.types())
                .containsExactly(
                        "i: Int(64, true)",
                        "f: FloatingPoint(DOUBLE)",
                        "b: Bool",
                        "day: Date(DAY)",
                        "time: Timestamp(MICROSECOND, null)",
                        "instant: Timestamp(MICROSECOND, UTC)",
                        "zip: Utf8",
                        "mixed: Utf8",
                        "none: Utf8");
        assertThat(table.rows()).hasSize(4);
        assertThat(table.rows().get(1)).containsOnlyNulls();
        assertThat(table.rows().get(2).get(0)).isEqualTo(Long.MIN_VALUE);
        assertThat(table.rows().get(2).get(1)).isEqualTo(-2500.0);
        assertThat(table.rows().get(3).get(7)).hasToString("");
    }

    @Test
    void namesTheLaterCsvValueThatDoesNotFit() {
        assertThatThrownBy(() -> read(
                        FileFormat.CSV,
                        FileReadOptions.DEFAULT.withSampleRows(2),
                        "id,delay",
                        "1,5",
                        "2,6",
                        "3,\"late,\nvery\"",
                        "4,x"))
                .isInstanceOf(ArrowFileException.class)
                .hasMessage(directory.resolve("data")
                        + ", row 3, line 4, column delay: \"late,\nvery\" is not a valid"
                        + " int(64, true). Types were inferred from the first rows: provide a schema, or use a"
                        + " larger sample");
        assertThatThrownBy(() -> read(FileFormat.CSV, FileReadOptions.DEFAULT, "a,b", "1,2", "3"))
                .isInstanceOf(ArrowFileException.class)
                .hasMessageContaining("row 2, line 3: the line has 1 values; 2 were expected");
        assertThatThrownBy(() -> read(FileFormat.CSV, FileReadOptions.DEFAULT, "a,a"))
                .hasMessageContaining("two columns named a");
    }

    @Test
    void readsOnlyTheCsvColumnsOfTheSchema() throws IOException {
        Schema schema = new Schema(List.of(
                Field.notNullable("c", ArrowType.Utf8.INSTANCE), Field.nullable("a", new ArrowType.Int(8, false))));
        FileReadOptions options = FileReadOptions.DEFAULT
                .withSchema(schema)
                .withCsv(CsvDialect.DEFAULT.withDelimiter(';').withNullText("\\N"));
        assertThat(read(FileFormat.CSV, options, "a;b;c", "255;x;\"\\N\"", "\\N;y;")
                        .rows())
                .extracting(Object::toString)
                .containsExactly("[-1, \\N]".replace("-1, \\N", "\\N, -1"), "[, null]");
        assertThatThrownBy(() -> read(FileFormat.CSV, options, "a;b;c", "256;x;y"))
                .hasMessageContaining("column a: \"256\" is not a valid int(8, false) (not between 0 and 255)");
        assertThatThrownBy(() -> read(FileFormat.CSV, options, "a;b;c", "1;x;\\N"))
                .hasMessageContaining("column c: the value is null, and the column is not nullable");
        assertThatThrownBy(() -> read(FileFormat.CSV, options, "a;b", "1;x"))
                .hasMessageContaining("has no column c; it has [a, b]");
    }

    @Test
    void namesColumnsByPositionInCsvWithoutAHeader() throws IOException {
        FileReadOptions options = FileReadOptions.DEFAULT.withCsv(CsvDialect.DEFAULT.withHeader(false));
        Table table = read(FileFormat.CSV, options, "1,x", "2,y");
        assertThat(table.types()).containsExactly("f0: Int(64, true)", "f1: Utf8");
        assertThat(table.rows()).hasSize(2);
    }

    @Test
    void widensInferredJsonTypes() throws IOException {
        Table table = read(
                FileFormat.JSON_LINES,
                FileReadOptions.DEFAULT,
                "{\"i\":9223372036854775807,\"f\":1,\"n\":null,\"l\":[1,null],\"o\":{\"a\":1},\"u\":\"s\",\"big\":1}",
                "{\"i\":-1,\"f\":2.5,\"l\":[2.5],\"o\":{\"b\":[\"x\"]},\"u\":{\"k\":[1.50,true]},\"big\":18446744073709551616}",
                "",
                "{\"f\":\"NaN\",\"l\":null,\"o\":null,\"u\":null}");
        assertThat(table.types())
                .containsExactly(
                        "i: Int(64, true)",
                        "f: FloatingPoint(DOUBLE)",
                        "n: Utf8",
                        "l: List<item: FloatingPoint(DOUBLE)>",
                        "o: Struct<a: Int(64, true), b: List<item: Utf8>>",
                        "u: Utf8",
                        "big: Utf8");
        assertThat(table.rows().get(0).get(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(table.rows().get(1).get(5)).hasToString("{\"k\":[1.50,true]}");
        assertThat(table.rows().get(1).get(6)).hasToString("18446744073709551616");
        assertThat(table.rows().get(2).get(1)).isEqualTo(Double.NaN);
        assertThat(table.rows().get(0).get(3)).isEqualTo(Arrays.asList(1.0, null));
    }

    @Test
    void namesTheLaterJsonValueThatDoesNotFit() {
        FileReadOptions one = FileReadOptions.DEFAULT.withSampleRows(1);
        assertThatThrownBy(() -> read(FileFormat.JSON_LINES, one, "{\"a\":1}", "{\"a\":1.5}"))
                .isInstanceOf(ArrowFileException.class)
                .hasMessageContaining(
                        "row 2, line 2, column a: \"1.5\" is not a valid int(64, true). Types were inferred");
        assertThatThrownBy(() -> read(FileFormat.JSON_LINES, one, "{\"a\":1}", "{\"b\":1}"))
                .hasMessageContaining("column b: the sampled rows do not have this column");
        assertThatThrownBy(() -> read(FileFormat.JSON_LINES, one, "{\"a\":1}", "{\"a\":99999999999999999999}"))
                .hasMessageContaining("row 2, line 2, column a");
        assertThatThrownBy(() -> read(FileFormat.JSON_LINES, one, "[1]"))
                .hasMessageContaining("a row must be an object, not a list");
        assertThatThrownBy(() -> read(FileFormat.JSON_LINES, one, "{\"a\":1}", "{\"a\":1,\"a\":2}"))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> read(FileFormat.JSON_LINES, one, "{\"a\":}"))
                .hasMessageContaining("line 1: invalid JSON");
    }

    @Test
    void rejectsTextThatIsNotUtf8() throws IOException {
        Path file = Files.write(directory.resolve("latin"), "a\nZ\u00fcrich\n".getBytes(StandardCharsets.ISO_8859_1));
        try (BufferAllocator allocator = new RootAllocator()) {
            assertThatThrownBy(() -> ArrowFiles.read(file, FileFormat.CSV, FileReadOptions.DEFAULT, allocator))
                    .isInstanceOf(ArrowFileException.class)
                    .hasMessageContaining("not UTF-8");
        }
    }
}
