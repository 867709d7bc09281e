package io.aeroarrow.files.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.internal.column.FieldVectors;
import io.aeroarrow.files.internal.text.TextBatchReader;
import io.aeroarrow.files.internal.text.TextInput;
import io.aeroarrow.files.internal.text.TextReadOptions;
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

/** Reads JSON lines into batches. */
final class JsonLinesBatchReader extends TextBatchReader {

    private final JsonParser in;
    private final JsonRows rows;
    private final boolean typesInferred;
    private final TextReadOptions options;
    private final Map<String, Integer> positions = new HashMap<>();
    private final BitSet seen = new BitSet();
    private List<FieldVector> vectors = List.of();
    private JsonSetter[] setters = {};
    private @Nullable String column;

    JsonLinesBatchReader(Path file, TextInput input, Schema schema, TextReadOptions options, BufferAllocator allocator)
            throws IOException {
        super(file, input, schema, options.batchRows(), allocator);
        typesInferred = options.infersTypes();
        this.options = options;
        in = JsonStreams.parser(input.stream());
        rows = new JsonRows(in);
    }

    @Override
    protected void bind() throws IOException {
        vectors = getVectorSchemaRoot().getFieldVectors();
        setters = new JsonSetter[vectors.size()];
        for (int i = 0; i < setters.length; i++) {
            positions.put(vectors.get(i).getName(), i);
            try {
                setters[i] = JsonSetter.of(
                        vectors.get(i), !options.infersType(vectors.get(i).getName()));
            } catch (IllegalArgumentException e) {
                throw new ArrowFileException(e.getMessage(), e);
            }
        }
    }

    @Override
    protected boolean readRow(int index) throws IOException {
        try {
            return tryReadRow(index);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(JsonStreams.invalid(e), e);
        }
    }

    private boolean tryReadRow(int index) throws IOException {
        column = null;
        JsonToken start = rows.next();
        if (start == null) {
            return false;
        }
        if (start != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("a row must be an object, not " + JsonStreams.kind(in));
        }
        seen.clear();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            column = in.currentName();
            Integer position = positions.get(column);
            if (position == null && typesInferred) {
                throw new IllegalArgumentException("the sampled rows do not have this column");
            }
            in.nextToken();
            if (position == null) {
                in.skipChildren();
            } else if (seen.get(position)) {
                throw new IllegalArgumentException("the row has this key twice");
            } else {
                seen.set(position);
                setters[position].set(index, in);
            }
        }
        for (int i = seen.nextClearBit(0); i < setters.length; i = seen.nextClearBit(i + 1)) {
            column = vectors.get(i).getName();
            if (!vectors.get(i).getField().isNullable()) {
                throw new IllegalArgumentException("the row lacks this key, and the column is not nullable");
            }
            FieldVectors.storage(vectors.get(i)).setNull(index);
        }
        return true;
    }

    @Override
    protected long charactersRead() {
        return in.currentLocation().getByteOffset();
    }

    @Override
    protected String position() {
        return "line " + in.currentTokenLocation().getLineNr() + (column == null ? "" : ", column " + column);
    }

    @Override
    protected String hint() {
        return typesInferred ? INFERRED_TYPES_HINT : "";
    }
}
