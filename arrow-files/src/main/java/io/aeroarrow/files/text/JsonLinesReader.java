package io.aeroarrow.files.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.aeroarrow.files.ArrowFileException;
import io.aeroarrow.files.column.Columns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

final class JsonLinesReader extends RowReader {

    private final JsonParser in;
    private final boolean guessed;
    private final Map<String, Integer> places = new HashMap<>();
    private final BitSet seen = new BitSet();
    private List<FieldVector> vectors = List.of();
    private JsonSetter[] setters = {};
    private @Nullable String column;

    JsonLinesReader(
            Path file, TextSource source, Schema schema, boolean guessed, int batchRows, BufferAllocator allocator)
            throws IOException {
        super(file, source, schema, batchRows, allocator);
        this.guessed = guessed;
        in = Json.parser(source.stream());
    }

    @Override
    void bind() throws IOException {
        vectors = getVectorSchemaRoot().getFieldVectors();
        setters = new JsonSetter[vectors.size()];
        for (int i = 0; i < setters.length; i++) {
            places.put(vectors.get(i).getName(), i);
            try {
                setters[i] = JsonSetter.of(vectors.get(i), !guessed);
            } catch (IllegalArgumentException e) {
                throw new ArrowFileException(e.getMessage(), e);
            }
        }
    }

    @Override
    boolean readRow(int index) throws IOException {
        try {
            return tryReadRow(index);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private boolean tryReadRow(int index) throws IOException {
        column = null;
        JsonToken start = in.nextToken();
        if (start == null) {
            return false;
        }
        if (start != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("a row is an object, not " + Json.kind(in));
        }
        seen.clear();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            column = in.currentName();
            Integer place = places.get(column);
            if (place == null && guessed) {
                throw new IllegalArgumentException("none of the rows that were looked at has such a column");
            }
            in.nextToken();
            if (place == null) {
                in.skipChildren();
            } else if (seen.get(place)) {
                throw new IllegalArgumentException("the row has this column twice");
            } else {
                seen.set(place);
                setters[place].set(index, in);
            }
        }
        for (int i = seen.nextClearBit(0); i < setters.length; i = seen.nextClearBit(i + 1)) {
            column = vectors.get(i).getName();
            if (!vectors.get(i).getField().isNullable()) {
                throw new IllegalArgumentException("it must not be null, and the row has no such key");
            }
            Columns.storage(vectors.get(i)).setNull(index);
        }
        return true;
    }

    @Override
    long charactersRead() {
        return in.currentLocation().getByteOffset();
    }

    @Override
    String place() {
        return "line " + in.currentTokenLocation().getLineNr() + (column == null ? "" : ", column " + column);
    }

    @Override
    String hint() {
        return guessed ? "; types were guessed from the first rows: give a schema, or look at more rows" : "";
    }
}
