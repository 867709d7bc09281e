package io.aeroarrow.embedded.internal.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aeroarrow.embedded.internal.json.JsonValues;
import java.io.IOException;
import java.io.LineNumberReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads records from JSON lines: one object a line. */
public final class JsonLinesRecords {
    private JsonLinesRecords() {}

    /**
     * Reads all lines. Blank lines are skipped.
     *
     * @return the number of records
     * @throws IllegalArgumentException if a line cannot become a record; the message has the line number
     */
    public static long read(Reader source, String keyMember, RecordConsumer records) {
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
            throw new UncheckedIOException("reading failed after line " + lines.getLineNumber(), e);
        }
    }

    private static void read(String line, String keyMember, RecordConsumer records) throws JsonProcessingException {
        Map<String, @Nullable Object> members = JsonValues.parseObject(line);
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
