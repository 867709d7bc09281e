package io.aeroarrow.files.text;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import io.aeroarrow.files.ArrowFileException;
import io.aeroarrow.files.CsvStyle;
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

/** A CSV file that is open behind its header. */
record CsvFile(Path path, TextSource source, CloseableIterator<CsvLine> lines, List<String> names)
        implements AutoCloseable {

    private static final int LONGEST_VALUE = 1 << 29;

    static CsvFile open(Path path, CsvStyle style, List<String> namesWithoutHeader) throws IOException {
        TextSource source = TextSource.open(path);
        try {
            InputStreamReader text = new InputStreamReader(
                    source.stream(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
            CloseableIterator<CsvLine> lines = de.siegmar.fastcsv.reader.CsvReader.builder()
                    .fieldSeparator(style.delimiter())
                    .skipEmptyLines(false)
                    // Counted by us, with the row and the line in the message.
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .maxBufferSize(LONGEST_VALUE)
                    .build(new CsvLine(), text)
                    .iterator();
            return new CsvFile(path, source, lines, style.header() ? header(path, lines) : namesWithoutHeader);
        } catch (CsvParseException e) {
            source.close();
            throw new ArrowFileException(path + " is no CSV: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            source.close();
            throw ofHeader(path, causeOf(e));
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** FastCSV's readers and writers are iterators and chains, which cannot throw this themselves. */
    static IOException causeOf(UncheckedIOException e) {
        return e.getCause() == null ? new IOException(e) : e.getCause();
    }

    private static IOException ofHeader(Path path, IOException cause) {
        return cause instanceof CharacterCodingException
                ? new ArrowFileException(path + ", line 1: the text is not UTF-8", cause)
                : cause;
    }

    private static List<String> header(Path path, CloseableIterator<CsvLine> lines) throws IOException {
        if (!lines.hasNext()) {
            throw new ArrowFileException(path + " is empty: it has not even a header");
        }
        CsvLine line = lines.next();
        List<String> names = new ArrayList<>();
        Set<String> distinct = new HashSet<>();
        for (int i = 0; i < line.size(); i++) {
            String name =
                    i == 0 && line.text(i).startsWith("\ufeff") ? line.text(i).substring(1) : line.text(i);
            if (!distinct.add(name)) {
                throw new ArrowFileException(path + " has two columns named " + name);
            }
            names.add(name);
        }
        return names;
    }

    /** Where each field of a schema stands in a line. */
    int[] places(Schema schema) throws ArrowFileException {
        int[] places = new int[schema.getFields().size()];
        for (int i = 0; i < places.length; i++) {
            Field field = schema.getFields().get(i);
            places[i] = names.indexOf(field.getName());
            if (places[i] < 0) {
                throw new ArrowFileException(path + " has no column " + field.getName() + ", but " + names);
            }
        }
        return places;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
