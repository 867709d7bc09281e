package io.aeroarrow.files.internal.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.CsvDialect;
import io.aeroarrow.files.internal.column.FieldVectors;
import io.aeroarrow.files.internal.json.JsonSetter;
import io.aeroarrow.files.internal.json.JsonStreams;
import io.aeroarrow.files.internal.text.ConversionErrors;
import io.aeroarrow.files.internal.text.ScalarSetter;
import io.aeroarrow.files.internal.text.TextBatchReader;
import io.aeroarrow.files.internal.text.TextReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Reads CSV lines into batches. */
final class CsvBatchReader extends TextBatchReader {

    private final OpenCsvFile csv;
    private final CloseableIterator<CsvLine> lines;
    /** The last line that was read. FastCSV reuses the object. */
    private @Nullable CsvLine last;

    private final CsvDialect dialect;
    private final boolean typesInferred;
    private final TextReadOptions options;
    /** The position in a line of each field of the schema. */
    private final int[] positions;

    private final int valuesPerLine;
    private List<FieldVector> vectors = List.of();
    private ScalarSetter[] setters = {};
    private @Nullable String column;
    private long line;
    private long characters;

    CsvBatchReader(
            OpenCsvFile csv, Schema schema, CsvDialect dialect, TextReadOptions options, BufferAllocator allocator)
            throws ArrowFileException {
        super(csv.path(), csv.input(), schema, options.batchRows(), allocator);
        this.csv = csv;
        this.lines = csv.lines();
        this.dialect = dialect;
        this.typesInferred = options.infersTypes();
        this.options = options;
        this.positions = csv.positions(schema);
        this.valuesPerLine = csv.names().size();
    }

    @Override
    protected void bind() throws IOException {
        vectors = getVectorSchemaRoot().getFieldVectors();
        setters = new ScalarSetter[vectors.size()];
        for (int i = 0; i < setters.length; i++) {
            try {
                ScalarSetter setter = setter(vectors.get(i), !typesInferred);
                setters[i] = options.infersType(vectors.get(i).getName())
                        ? exact(setter, vectors.get(i).getField().getType())
                        : setter;
            } catch (IllegalArgumentException e) {
                throw new ArrowFileException(e.getMessage(), e);
            }
        }
    }

    /** Fails for values that the inferred type would change, such as 007 in a column of integers. */
    private static ScalarSetter exact(ScalarSetter setter, ArrowType type) {
        if (type instanceof ArrowType.Utf8) {
            return setter;
        }
        CsvTypeInference.Candidate candidate = CsvTypeInference.candidate(type);
        return (index, text) -> {
            if (!candidate.holds(text)) {
                throw new NumberFormatException();
            }
            setter.set(index, text);
        };
    }

    private static ScalarSetter setter(FieldVector column, boolean skipUnknownFields) {
        Field field = column.getField();
        FieldVector vector = FieldVectors.storage(column);
        if (field.getDictionary() != null || vector.getField().getType() instanceof ArrowType.ComplexType) {
            JsonSetter json = JsonSetter.of(column, skipUnknownFields);
            return (index, text) -> JsonStreams.set(json, index, text);
        }
        if (vector instanceof NullVector) {
            return (index, text) -> {
                throw new IllegalArgumentException("a column of type null can hold only null");
            };
        }
        return ScalarSetter.of(vector);
    }

    @Override
    protected boolean readRow(int index) throws IOException {
        column = null;
        CsvLine values = next();
        if (values == null) {
            return false;
        }
        line = values.number();
        if (values.size() != valuesPerLine) {
            throw new IllegalArgumentException(
                    "the line has " + values.size() + " values; " + valuesPerLine + " were expected");
        }
        characters += values.characters();
        for (int i = 0; i < setters.length; i++) {
            FieldVector vector = vectors.get(i);
            column = vector.getName();
            int position = positions[i];
            if (values.isNull(position, dialect.nullText())) {
                setNull(vector, index);
            } else {
                set(i, index, values.text(position));
            }
        }
        return true;
    }

    private @Nullable CsvLine next() throws IOException {
        try {
            while (lines.hasNext()) {
                CsvLine next = lines.next();
                last = next;
                // An empty line is skipped, except with one column, where it is a row with one empty value.
                if (!next.isEmpty() || valuesPerLine == 1) {
                    return next;
                }
            }
            if (last != null) {
                csv.requireClosedQuotes(last);
            }
            return null;
        } catch (CsvParseException e) {
            throw new IllegalArgumentException("invalid CSV: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw OpenCsvFile.causeOf(e);
        }
    }

    private static void setNull(FieldVector vector, int index) {
        if (!vector.getField().isNullable()) {
            throw new IllegalArgumentException("the value is null, and the column is not nullable");
        }
        FieldVector storage = FieldVectors.storage(vector);
        if (!(storage instanceof NullVector)) {
            storage.setNull(index);
        }
    }

    private void set(int i, int index, String text) {
        try {
            setters[i].set(index, text);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw ConversionErrors.of(text, vectors.get(i).getField().getType(), e);
        }
    }

    @Override
    protected long charactersRead() {
        return characters;
    }

    @Override
    protected String position() {
        return "line " + line + (column == null ? "" : ", column " + column);
    }

    @Override
    protected String hint() {
        return typesInferred && column != null ? INFERRED_TYPES_HINT : "";
    }
}
