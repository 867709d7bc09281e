package io.aeroarrow.files.internal.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.CsvDialect;
import io.aeroarrow.files.internal.text.TextInput;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A CSV file opened at its first row.
 *
 * @param text the text, as far as it was read
 * @param lines the rows after the header
 * @param names the column names in the order of the file
 */
record OpenCsvFile(
        Path path, TextInput input, LastCharacterReader text, CloseableIterator<CsvLine> lines, List<String> names)
        implements AutoCloseable {

    private static final int MAX_VALUE_CHARACTERS = 1 << 29;

    static OpenCsvFile open(Path path, CsvDialect dialect, List<String> namesWithoutHeader) throws IOException {
        TextInput input = TextInput.open(path);
        try {
            LastCharacterReader text = new LastCharacterReader(new InputStreamReader(
                    input.stream(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)));
            CloseableIterator<CsvLine> lines = de.siegmar.fastcsv.reader.CsvReader.builder()
                    .fieldSeparator(dialect.delimiter())
                    .skipEmptyLines(false)
                    // CsvBatchReader checks the number of values, and its message names row and line.
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .maxBufferSize(MAX_VALUE_CHARACTERS)
                    .build(new CsvLine(), text)
                    .iterator();
            return new OpenCsvFile(
                    path, input, text, lines, dialect.header() ? header(path, lines) : namesWithoutHeader);
        } catch (CsvParseException e) {
            input.close();
            throw new ArrowFileException(path + " is not valid CSV: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            input.close();
            throw headerError(path, causeOf(e));
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    /** Unwraps the checked exception that FastCSV's iterators and writers cannot throw. */
    static IOException causeOf(UncheckedIOException e) {
        return e.getCause() == null ? new IOException(e) : e.getCause();
    }

    private static IOException headerError(Path path, IOException cause) {
        return cause instanceof CharacterCodingException
                ? new ArrowFileException(path + ", line 1: the text is not UTF-8", cause)
                : cause;
    }

    private static List<String> header(Path path, CloseableIterator<CsvLine> lines) throws IOException {
        if (!lines.hasNext()) {
            throw new ArrowFileException(path + " is empty; a header was expected");
        }
        CsvLine line = lines.next();
        List<String> names = new ArrayList<>();
        Set<String> distinct = new HashSet<>();
        for (int i = 0; i < line.size(); i++) {
            String name = line.text(i);
            if (!distinct.add(name)) {
                throw new ArrowFileException(path + " has two columns named " + name);
            }
            names.add(name);
        }
        return names;
    }

    /**
     * Checks at the end of the file that its last value is complete. FastCSV takes the rest of a file with an unclosed quote as
     * one value.
     *
     * @param last the last line
     * @throws IllegalArgumentException if its last value has an opening quote only
     */
    void requireClosedQuotes(CsvLine last) {
        if (last.endsQuoted() && text.last() != '"') {
            throw new IllegalArgumentException("a quote is not closed: it opens in the row of line " + last.number()
                    + ", and the file ends within" + " the value");
        }
    }

    /** Returns the position in a line of each field of a schema. */
    int[] positions(Schema schema) throws ArrowFileException {
        int[] positions = new int[schema.getFields().size()];
        for (int i = 0; i < positions.length; i++) {
            Field field = schema.getFields().get(i);
            positions[i] = names.indexOf(field.getName());
            if (positions[i] < 0) {
                throw new ArrowFileException(path + " has no column " + field.getName() + "; it has " + names);
            }
        }
        return positions;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
