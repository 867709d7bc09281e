package io.aeroarrow.files.text;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import io.aeroarrow.files.ArrowFileException;
import io.aeroarrow.files.CsvStyle;
import io.aeroarrow.files.column.Columns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

final class CsvReader extends RowReader {

    private final CloseableIterator<CsvLine> lines;
    private final CsvStyle style;
    private final boolean guessed;
    private final int[] places;
    private final int columns;
    private List<FieldVector> vectors = List.of();
    private ScalarSetter[] setters = {};
    private @Nullable String column;
    private long line;
    private long characters;

    /**
     * @param places where each field of the schema stands in a line
     * @param columns how many values a line has
     */
    CsvReader(
            Path file,
            TextSource source,
            CloseableIterator<CsvLine> lines,
            Schema schema,
            int[] places,
            int columns,
            CsvStyle style,
            boolean guessed,
            int batchRows,
            BufferAllocator allocator) {
        super(file, source, schema, batchRows, allocator);
        this.lines = lines;
        this.style = style;
        this.guessed = guessed;
        this.places = places;
        this.columns = columns;
    }

    @Override
    void bind() throws IOException {
        vectors = getVectorSchemaRoot().getFieldVectors();
        setters = new ScalarSetter[vectors.size()];
        for (int i = 0; i < setters.length; i++) {
            try {
                setters[i] = setter(vectors.get(i), !guessed);
            } catch (IllegalArgumentException e) {
                throw new ArrowFileException(e.getMessage(), e);
            }
        }
    }

    private static ScalarSetter setter(FieldVector column, boolean passOver) {
        Field field = column.getField();
        FieldVector vector = Columns.storage(column);
        if (field.getDictionary() != null || vector.getField().getType() instanceof ArrowType.ComplexType) {
            JsonSetter json = JsonSetter.of(column, passOver);
            return (index, text) -> Json.set(json, index, text);
        }
        if (vector instanceof NullVector) {
            return (index, text) -> {
                throw new IllegalArgumentException("only null fits a column of type null");
            };
        }
        return ScalarSetter.of(vector);
    }

    @Override
    boolean readRow(int index) throws IOException {
        column = null;
        CsvLine values = next();
        if (values == null) {
            return false;
        }
        line = values.number();
        if (values.size() != columns) {
            throw new IllegalArgumentException("the line has " + values.size() + " values, not " + columns);
        }
        characters += values.characters();
        for (int i = 0; i < setters.length; i++) {
            FieldVector vector = vectors.get(i);
            column = vector.getName();
            int place = places[i];
            if (values.isNull(place, style.nullText())) {
                setNull(vector, index);
            } else {
                set(i, index, values.text(place));
            }
        }
        return true;
    }

    private @Nullable CsvLine next() throws IOException {
        try {
            while (lines.hasNext()) {
                CsvLine next = lines.next();
                // A line with nothing on it is a row of one null only where there is one column.
                if (!next.isEmpty() || columns == 1) {
                    return next;
                }
            }
            return null;
        } catch (CsvParseException e) {
            throw new IllegalArgumentException("no CSV: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw CsvFile.causeOf(e);
        }
    }

    private static void setNull(FieldVector vector, int index) {
        if (!vector.getField().isNullable()) {
            throw new IllegalArgumentException("it must not be null");
        }
        FieldVector storage = Columns.storage(vector);
        if (!(storage instanceof NullVector)) {
            storage.setNull(index);
        }
    }

    private void set(int i, int index, String text) {
        try {
            setters[i].set(index, text);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw Misfit.of(text, vectors.get(i).getField().getType(), e);
        }
    }

    @Override
    long charactersRead() {
        return characters;
    }

    @Override
    String place() {
        return "line " + line + (column == null ? "" : ", column " + column);
    }

    @Override
    String hint() {
        return guessed && column != null
                ? "; types were guessed from the first rows: give a schema, or look at more rows"
                : "";
    }
}
