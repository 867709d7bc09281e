package io.aeroarrow.flight.internal.plain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A read or write as JSON, such as {@code {"scan": {"namespace": "test", "set": "users"}}}. One component is present.
 *
 * @param scan the records of a set
 * @param get the records of keys in the description
 * @param lookup the records of keys that the client streams
 * @param write rows that the client streams
 */
public record PlainRequest(
        @Nullable ScanDescription scan,
        @Nullable GetDescription get,
        @Nullable LookupDescription lookup,
        @Nullable WriteDescription write) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Which records a scan reads. */
    public record ScanDescription(
            String namespace,
            String set,
            @Nullable List<String> columns,
            @Nullable String where,
            long limit,
            int endpoints) {}

    /** Which keys to read. */
    public record GetDescription(
            String namespace,
            String set,
            List<JsonNode> keys,
            @Nullable List<String> columns,
            @Nullable String where,
            boolean onlyFound) {}

    /** How to read keys that come as batches. */
    public record LookupDescription(
            String namespace,
            String set,
            @Nullable List<String> columns,
            @Nullable String where,
            boolean onlyFound) {}

    /** How to write rows. */
    public record WriteDescription(
            String namespace,
            String set,
            @Nullable String key,
            @Nullable String mode,
            @Nullable Integer ttl,
            boolean delete) {}

    public PlainRequest {
        if (Stream.of(scan, get, lookup, write).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException("the description must have one of scan, get, lookup and write");
        }
    }

    /** Parses a description. */
    public static PlainRequest parse(byte[] json) {
        PlainRequest request;
        try {
            request = JSON.readValue(json, PlainRequest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the description is not valid: " + e.getOriginalMessage(), e);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("the description is not JSON", e);
        }
        if (request == null) {
            throw new IllegalArgumentException("the description is null");
        }
        return request;
    }

    /** Returns whether bytes are JSON rather than a message of Flight SQL. */
    public static boolean isJson(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == '{';
    }

    static String required(@Nullable String value, String name) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("the description has no '" + name + "'");
        }
        return value;
    }

    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
