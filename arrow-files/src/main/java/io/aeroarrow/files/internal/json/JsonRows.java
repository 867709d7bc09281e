package io.aeroarrow.files.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a JSON file: one value after the other, or the elements of one array. */
final class JsonRows {

    private final JsonParser in;
    private boolean started;
    private boolean inArray;

    JsonRows(JsonParser in) {
        this.in = in;
    }

    /**
     * Moves the parser to the first token of the next row.
     *
     * @return the token; null at the end of the file
     * @throws IllegalArgumentException if an array of rows contains other values, or other values follow it
     */
    @Nullable
    JsonToken next() throws IOException {
        JsonToken token = in.nextToken();
        if (!started && token == JsonToken.START_ARRAY) {
            token = in.nextToken();
            if (token != JsonToken.START_OBJECT && token != JsonToken.END_ARRAY) {
                throw new IllegalArgumentException("a row must be an object, not a list");
            }
            inArray = true;
        }
        started = true;
        if (!inArray || token != JsonToken.END_ARRAY) {
            return token;
        }
        if (in.nextToken() != null) {
            throw new IllegalArgumentException("the array of rows is followed by " + JsonStreams.kind(in));
        }
        return null;
    }
}
