package io.aeroarrow.files.text;

import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.aeroarrow.files.ArrowFileException;
import io.aeroarrow.files.BatchWriter;
import io.aeroarrow.files.CsvStyle;
import io.aeroarrow.files.column.Columns;
import io.aeroarrow.files.column.Longs;
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

final class CsvBatchWriter implements BatchWriter {

    /** A value as text; null for a dictionary's null, and not asked for others. */
    @FunctionalInterface
    private interface Cell {
        @Nullable
        String text(int index) throws IOException;
    }

    private final ArrowReader source;
    private final TextTarget target;
    private final CsvStyle style;
    private final Writer text;
    private final CsvWriter out;
    private final String[] line;
    private final boolean[] isNull;
    private long rows;

    CsvBatchWriter(ArrowReader source, TextTarget target, CsvStyle style) throws IOException {
        this.source = source;
        this.target = target;
        this.style = style;
        VectorSchemaRoot root = source.getVectorSchemaRoot();
        List<Field> fields = root.getSchema().getFields();
        if (fields.isEmpty()) {
            throw new ArrowFileException("CSV needs at least one column, and the schema has none");
        }
        Columns.requireDistinctNames(root.getSchema(), "the schema");
        line = new String[fields.size()];
        isNull = new boolean[fields.size()];
        // Types are checked before anything is written.
        cells(root);
        text = new BufferedWriter(new OutputStreamWriter(target.stream(), StandardCharsets.UTF_8), 1 << 16);
        out = CsvWriter.builder()
                .fieldSeparator(style.delimiter())
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(new NullsApart())
                .build(text);
        if (style.header()) {
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
        FieldVector vector = Columns.storage(column);
        Field field = vector.getField();
        if (vector instanceof NullVector) {
            return index -> "";
        }
        if (field.getDictionary() != null || field.getType() instanceof ArrowType.ComplexType) {
            return nested(vector, JsonColumn.of(vector, dictionaries), dictionaries);
        }
        return ScalarText.of(vector)::text;
    }

    /** JSON text; and of a dictionary's plain values the text alone. */
    private static Cell nested(FieldVector vector, JsonColumn json, DictionaryProvider dictionaries) {
        if (vector.getField().getDictionary() != null) {
            FieldVector dictionary = Columns.dictionary(vector.getField(), dictionaries);
            Cell values = cell(dictionary, dictionaries);
            Longs indexes = Longs.of(vector);
            return index -> {
                int value = Math.toIntExact(indexes.get(index));
                return dictionary.isNull(value) ? null : values.text(value);
            };
        }
        return index -> {
            StringWriter text = new StringWriter();
            try (JsonGenerator generator = Json.text(text)) {
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
                    line[i] = value == null ? style.nullText() : value;
                } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                    throw new ArrowFileException(
                            "row " + (rows + row) + ", column " + vector.getName() + ": " + e.getMessage(), e);
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
            throw CsvFile.causeOf(e);
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
        // Nothing but heap.
    }

    /** Quotes the values that would be taken for null. */
    private final class NullsApart implements QuoteStrategy {
        @Override
        public boolean quoteEmpty(int lineNumber, int column) {
            return !isNull[column];
        }

        @Override
        public boolean quoteValue(int lineNumber, int column, String value) {
            return !isNull[column] && value.equals(style.nullText());
        }
    }
}
