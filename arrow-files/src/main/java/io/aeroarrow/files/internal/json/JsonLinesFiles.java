package io.aeroarrow.files.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.internal.output.BatchWriter;
import io.aeroarrow.files.internal.text.SampleErrors;
import io.aeroarrow.files.internal.text.TextInput;
import io.aeroarrow.files.internal.text.TextOutput;
import io.aeroarrow.files.internal.text.TextReadOptions;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Opens writers and readers of JSON lines. */
public final class JsonLinesFiles {

    private JsonLinesFiles() {}

    public static BatchWriter write(ArrowReader source, OutputStream out, FileCompression compression)
            throws IOException {
        return new JsonLinesBatchWriter(source, TextOutput.of(out, compression));
    }

    public static ArrowReader read(Path file, TextReadOptions options, BufferAllocator allocator) throws IOException {
        Schema schema = options.schema().isPresent()
                ? options.schema().get()
                : options.declared(infer(file, options.sampleRows()));
        TextInput input = TextInput.open(file);
        try {
            return new JsonLinesBatchReader(file, input, schema, options, allocator);
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    private static Schema infer(Path file, int sampleRows) throws IOException {
        SampleErrors.requireRegularFile(file);
        JsonTypeInference rows = new JsonTypeInference();
        int row = 0;
        try (TextInput input = TextInput.open(file);
                JsonParser in = JsonStreams.parser(input.stream())) {
            JsonRows each = new JsonRows(in);
            for (; row < sampleRows && each.next() != null; row++) {
                if (in.currentToken() != JsonToken.START_OBJECT) {
                    throw new ArrowFileException(
                            file + ", row " + (row + 1) + ": a row must be an object, not " + JsonStreams.kind(in));
                }
                rows.add(in);
            }
        } catch (IllegalArgumentException e) {
            throw new ArrowFileException(file + ", row " + (row + 1) + ": " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new ArrowFileException(
                    file + ", row " + (row + 1) + ", line " + e.getLocation().getLineNr() + ": "
                            + JsonStreams.invalid(e),
                    e);
        } catch (EOFException | CharacterCodingException e) {
            throw SampleErrors.unreadable(file, e);
        }
        return new Schema(rows.fields());
    }
}
