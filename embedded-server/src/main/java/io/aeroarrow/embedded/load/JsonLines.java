package io.aeroarrow.embedded.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.LineNumberReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as lines of JSON. */
final class JsonLines {
    private static final ObjectReader OBJECTS = new ObjectMapper()
            .readerFor(new TypeReference<Map<String, @Nullable Object>>() {})
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonLines() {}

    static long read(Reader source, String keyMember, RecordConsumer records) {
        LineNumberReader lines = new LineNumberReader(source);
        long count = 0;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    read(line, keyMember, records);
                    count++;
                }
            }
            return count;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "line " + lines.getLineNumber() + ": no JSON object: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + lines.getLineNumber() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read on behind line " + lines.getLineNumber(), e);
        }
    }

    private static void read(String line, String keyMember, RecordConsumer records) throws JsonProcessingException {
        Map<String, @Nullable Object> members = OBJECTS.readValue(line);
        if (members == null) {
            throw new IllegalArgumentException("null is no record");
        }
        Object key = members.remove(keyMember);
        if (key == null) {
            throw new IllegalArgumentException("there is no key: no member " + keyMember);
        }
        records.accept(key, members);
    }
}
