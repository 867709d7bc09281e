package io.aeroarrow.embedded.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses JSON text into maps, lists, strings, numbers, booleans and null. */
public final class JsonValues {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectReader VALUES =
            MAPPER.readerFor(Object.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectReader OBJECTS = MAPPER.readerFor(new TypeReference<Map<String, @Nullable Object>>() {})
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonValues() {}

    /**
     * Parses one JSON value.
     *
     * @throws JsonProcessingException if the text is not exactly one JSON value
     */
    public static @Nullable Object parse(String text) throws JsonProcessingException {
        return VALUES.readValue(text);
    }

    /**
     * Parses one JSON object; null for the text {@code null}.
     *
     * @throws JsonProcessingException if the text is not exactly one JSON object
     */
    public static @Nullable Map<String, @Nullable Object> parseObject(String text) throws JsonProcessingException {
        return OBJECTS.readValue(text);
    }
}
