package io.aeroarrow.files.internal.csv;

import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.CsvDialect;
import io.aeroarrow.files.internal.column.FieldVectors;
import io.aeroarrow.files.internal.column.LongGetter;
import io.aeroarrow.files.internal.json.JsonColumnWriter;
import io.aeroarrow.files.internal.json.JsonStreams;
import io.aeroarrow.files.internal.output.BatchWriter;
import io.aeroarrow.files.internal.text.ScalarFormatter;
import io.aeroarrow.files.internal.text.TextOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Writes batches as CSV lines. */
final class CsvBatchWriter implements BatchWriter {

    /** Formats a value as text. Called for values that are not null; returns null only for a null in a dictionary. */
    @FunctionalInterface
    private interface Cell {
        @Nullable
        String text(int index) throws IOException;
    }

    private final ArrowReader source;
    private final TextOutput target;
    private final CsvDialect dialect;
    private final Writer text;
    private final CsvWriter out;
    private final String[] line;
    private final boolean[] isNull;
    private long rows;

    CsvBatchWriter(ArrowReader source, TextOutput target, CsvDialect dialect) throws IOException {
        this.source = source;
        this.target = target;
        this.dialect = dialect;
        VectorSchemaRoot root = source.getVectorSchemaRoot();
        List<Field> fields = root.getSchema().getFields();
        if (fields.isEmpty()) {
            throw new ArrowFileException("the schema has no columns; CSV needs at least one");
        }
        FieldVectors.requireDistinctNames(root.getSchema());
        line = new String[fields.size()];
        isNull = new boolean[fields.size()];
        // Checks the types before anything is written.
        cells(root);
        text = new BufferedWriter(new OutputStreamWriter(target.stream(), StandardCharsets.UTF_8), 1 << 16);
        out = CsvWriter.builder()
                .fieldSeparator(dialect.delimiter())
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(new QuoteNullText())
                .build(text);
        if (dialect.header()) {
            for (int i = 0; i < line.length; i++) {
                line[i] = fields.get(i).getName();
            }
            writeLine();
        }
    }

    private List<Cell> cells(VectorSchemaRoot root) throws ArrowFileException {
        List<Cell> cells = new ArrayList<>();
        try {
            for (FieldVector vector : root.getFieldVectors()) {
                cells.add(cell(vector, source));
            }
        } catch (IllegalArgumentException e) {
            throw new ArrowFileException(e.getMessage(), e);
        }
        return cells;
    }

    private static Cell cell(FieldVector column, DictionaryProvider dictionaries) {
        FieldVector vector = FieldVectors.storage(column);
        Field field = vector.getField();
        if (vector instanceof NullVector) {
            return index -> "";
        }
        if (field.getDictionary() != null || field.getType() instanceof ArrowType.ComplexType) {
            return nested(vector, JsonColumnWriter.of(vector, dictionaries), dictionaries);
        }
        return ScalarFormatter.of(vector)::text;
    }

    /** Formats nested values as JSON. A dictionary-encoded value has the form of the dictionary's value. */
    private static Cell nested(FieldVector vector, JsonColumnWriter json, DictionaryProvider dictionaries) {
        if (vector.getField().getDictionary() != null) {
            FieldVector dictionary = FieldVectors.dictionary(vector.getField(), dictionaries);
            Cell values = cell(dictionary, dictionaries);
            LongGetter indexes = LongGetter.of(vector);
            return index -> {
                int value = Math.toIntExact(indexes.get(index));
                return dictionary.isNull(value) ? null : values.text(value);
            };
        }
        return index -> {
            StringWriter text = new StringWriter();
            try (JsonGenerator generator = JsonStreams.text(text)) {
                json.write(index, generator);
            }
            return text.toString();
        };
    }

    @Override
    public void write() throws IOException {
        VectorSchemaRoot root = source.getVectorSchemaRoot();
        List<Cell> cells = cells(root);
        for (int row = 0; row < root.getRowCount(); row++) {
            for (int i = 0; i < line.length; i++) {
                FieldVector vector = root.getVector(i);
                try {
                    String value = vector.isNull(row) ? null : cells.get(i).text(row);
                    isNull[i] = value == null;
                    line[i] = value == null ? dialect.nullText() : value;
                } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                    throw new ArrowFileException(
                            "row " + (rows + row + 1) + ", column " + vector.getName() + ": " + e.getMessage(), e);
                }
            }
            writeLine();
        }
        rows += root.getRowCount();
    }

    private void writeLine() throws IOException {
        try {
            out.writeRecord(line);
        } catch (UncheckedIOException e) {
            throw OpenCsvFile.causeOf(e);
        }
    }

    @Override
    public void finish() throws IOException {
        out.flush();
        text.flush();
        target.finish();
    }

    @Override
    public void close() {
        // Holds no resources outside the heap.
    }

    /** Quotes values that a reader would otherwise take for null. */
    private final class QuoteNullText implements QuoteStrategy {
        @Override
        public boolean quoteEmpty(int lineNumber, int column) {
            return !isNull[column];
        }

        @Override
        public boolean quoteValue(int lineNumber, int column, String value) {
            return !isNull[column] && value.equals(dialect.nullText());
        }
    }
}
