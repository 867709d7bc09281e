package io.aeroarrow.files.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import de.siegmar.fastcsv.reader.CsvParseException;
import io.aeroarrow.files.ArrowFileException;
import io.aeroarrow.files.BatchWriter;
import io.aeroarrow.files.Compression;
import io.aeroarrow.files.CsvStyle;
import io.aeroarrow.files.FileReadOptions;
import io.aeroarrow.files.column.Columns;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** CSV and JSON lines. */
public final class TextFiles {

    private TextFiles() {}

    public static BatchWriter writeCsv(ArrowReader source, OutputStream out, Compression compression, CsvStyle style)
            throws IOException {
        return new CsvBatchWriter(source, TextTarget.of(out, compression), style);
    }

    public static BatchWriter writeJsonLines(ArrowReader source, OutputStream out, Compression compression)
            throws IOException {
        return new JsonLinesBatchWriter(source, TextTarget.of(out, compression));
    }

    public static ArrowReader readCsv(Path file, FileReadOptions options, BufferAllocator allocator)
            throws IOException {
        Optional<Schema> given = options.schema();
        given.ifPresent(schema -> Columns.requireDistinctNames(schema, "the schema"));
        List<String> names = given.map(schema ->
                        schema.getFields().stream().map(Field::getName).toList())
                .orElse(List.of());
        Schema schema = given.isPresent() ? given.get() : guessCsv(file, options);
        if (given.isEmpty()) {
            names = schema.getFields().stream().map(Field::getName).toList();
        }
        CsvFile csv = CsvFile.open(file, options.csv(), names);
        try {
            return new CsvReader(
                    file,
                    csv.source(),
                    csv.lines(),
                    schema,
                    csv.places(schema),
                    csv.names().size(),
                    options.csv(),
                    given.isEmpty(),
                    options.batchRows(),
                    allocator);
        } catch (IOException | RuntimeException e) {
            csv.close();
            throw e;
        }
    }

    private static Schema guessCsv(Path file, FileReadOptions options) throws IOException {
        requireTwice(file);
        List<CsvGuess> guesses = new ArrayList<>();
        try (CsvFile csv = CsvFile.open(file, options.csv(), List.of())) {
            for (int row = 0; row < options.sampleRows() && csv.lines().hasNext(); row++) {
                CsvLine line = csv.lines().next();
                while (guesses.size() < line.size()) {
                    guesses.add(new CsvGuess());
                }
                for (int i = 0; i < line.size(); i++) {
                    if (!line.isNull(i, options.csv().nullText())) {
                        guesses.get(i).see(line.text(i));
                    }
                }
            }
            int columns = options.csv().header() ? csv.names().size() : guesses.size();
            List<Field> fields = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                CsvGuess guess = i < guesses.size() ? guesses.get(i) : new CsvGuess();
                String name = options.csv().header() ? csv.names().get(i) : "f" + i;
                fields.add(Field.nullable(name, guess.type()));
            }
            return new Schema(fields);
        } catch (CsvParseException e) {
            throw new ArrowFileException(file + " is no CSV: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw ofSample(file, CsvFile.causeOf(e));
        }
    }

    public static ArrowReader readJsonLines(Path file, FileReadOptions options, BufferAllocator allocator)
            throws IOException {
        Optional<Schema> given = options.schema();
        given.ifPresent(schema -> Columns.requireDistinctNames(schema, "the schema"));
        Schema schema = given.isPresent() ? given.get() : guessJson(file, options);
        TextSource source = TextSource.open(file);
        try {
            return new JsonLinesReader(file, source, schema, given.isEmpty(), options.batchRows(), allocator);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static Schema guessJson(Path file, FileReadOptions options) throws IOException {
        requireTwice(file);
        JsonShape rows = new JsonShape();
        int row = 0;
        try (TextSource source = TextSource.open(file);
                JsonParser in = Json.parser(source.stream())) {
            for (; row < options.sampleRows() && in.nextToken() != null; row++) {
                if (in.currentToken() != JsonToken.START_OBJECT) {
                    throw new ArrowFileException(
                            file + ", row " + row + " (counted from 0): a row is an object, not " + Json.kind(in));
                }
                rows.see(in);
            }
        } catch (JsonProcessingException e) {
            throw new ArrowFileException(
                    file + ", row " + row + " (counted from 0), line "
                            + e.getLocation().getLineNr() + ": no JSON: " + e.getOriginalMessage(),
                    e);
        } catch (EOFException | CharacterCodingException e) {
            throw ofSample(file, e);
        }
        return new Schema(rows.fields());
    }

    private static IOException ofSample(Path file, IOException cause) {
        if (cause instanceof CharacterCodingException) {
            return new ArrowFileException(file + ": the text is not UTF-8", cause);
        }
        return new ArrowFileException(
                file + ": the text cannot be read, it is corrupt or cut short: " + cause.getMessage(), cause);
    }

    private static void requireTwice(Path file) throws ArrowFileException {
        if (!Files.isRegularFile(file)) {
            throw new ArrowFileException(
                    file + " is no regular file, and guessing its types would read it twice: give a schema");
        }
    }
}
