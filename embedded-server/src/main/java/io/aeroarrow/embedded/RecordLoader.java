package io.aeroarrow.embedded;

import io.aeroarrow.embedded.internal.load.CsvRecords;
import io.aeroarrow.embedded.internal.load.EncodedKey;
import io.aeroarrow.embedded.internal.load.EncodedValue;
import io.aeroarrow.embedded.internal.load.JsonLinesRecords;
import io.aeroarrow.embedded.internal.load.RecordSink;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import io.aeroarrow.embedded.internal.wire.OpCode;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads records into a set without a client: no network, faults, logins or observers, but the same checks as a client's write. An
 * existing record is replaced. Keys are stored with the records. Safe for use by several threads.
 */
public final class RecordLoader {
    private static final long DEFAULT_TTL = 0;

    private final RecordSink sink;
    private final String set;
    private final long ttl;

    private RecordLoader(RecordSink sink, String set, long ttl) {
        this.sink = sink;
        this.set = set;
        this.ttl = ttl;
    }

    static RecordLoader of(RecordSink sink, String set) {
        return new RecordLoader(sink, set, DEFAULT_TTL);
    }

    /**
     * Returns a loader whose records expire. This loader keeps its own expiration.
     *
     * @param time the time to live, in whole seconds; 1 second or more
     * @throws IllegalArgumentException if the time is less than a second
     */
    public RecordLoader expiringAfter(Duration time) {
        if (time.toSeconds() < 1) {
            throw new IllegalArgumentException("the expiration must be 1 second or more, not " + time);
        }
        return new RecordLoader(sink, set, time.toSeconds());
    }

    /**
     * Loads one record.
     *
     * @param key a whole number, a string or a byte[]
     * @param bins the bins by name: whole numbers, doubles, booleans, strings, byte[], and lists and maps of these; a null value
     *     writes no bin
     * @return this loader
     * @throws IllegalArgumentException if a value's type is not supported, or if the server refuses the write
     */
    public RecordLoader put(Object key, Map<String, ? extends @Nullable Object> bins) {
        write(key, bins);
        return this;
    }

    /**
     * Loads a CSV file in UTF-8, as {@link #csv(Reader, String)}.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public long csv(Path file, String keyColumn) {
        return read(file, reader -> csv(reader, keyColumn));
    }

    /**
     * Loads one record per CSV row (RFC 4180). The first row names the bins, with a type if the column is not text:
     * {@code id:int,name,score:float,active:bool,tags:json}. An empty cell writes no bin; a quoted empty cell writes an empty string.
     *
     * @param rows the CSV text; the method closes it
     * @param keyColumn the name, without type, of the column that holds the keys; it does not become a bin
     * @return the number of records loaded
     * @throws IllegalArgumentException if a row cannot become a record; the message has the line number, and the rows before it are
     *     loaded
     */
    public long csv(Reader rows, String keyColumn) {
        return CsvRecords.read(rows, keyColumn, this::write);
    }

    /**
     * Loads a file of JSON lines in UTF-8, as {@link #jsonLines(Reader, String)}.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public long jsonLines(Path file, String keyMember) {
        return read(file, reader -> jsonLines(reader, keyMember));
    }

    /**
     * Loads one record per line; each line is a JSON object with the bins. A number with a fraction or an exponent becomes a double.
     * A null writes no bin. Blank lines are skipped.
     *
     * @param lines the lines; the method does not close them
     * @param keyMember the name of the member that holds the key, a whole number or a string; it does not become a bin
     * @return the number of records loaded
     * @throws IllegalArgumentException if a line cannot become a record; the message has the line number, and the lines before it are
     *     loaded
     */
    public long jsonLines(Reader lines, String keyMember) {
        return JsonLinesRecords.read(lines, keyMember, this::write);
    }

    private void write(Object key, Map<String, ? extends @Nullable Object> bins) {
        EncodedKey encoded = EncodedKey.of(set, EncodedValue.ofKey(key));
        List<MessageOp> writes = new ArrayList<>();
        bins.forEach((name, value) -> {
            if (value != null) {
                writes.add(op(name, value));
            }
        });
        try {
            sink.replace(encoded.digest(), encoded.stored(), ttl, writes);
        } catch (RequestFailure e) {
            throw new IllegalArgumentException(
                    "the server refuses the record of key " + key + " with result code " + e.resultCode() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static MessageOp op(String name, Object value) {
        try {
            EncodedValue encoded = EncodedValue.of(value);
            return new MessageOp(
                    OpCode.WRITE,
                    encoded.particle(),
                    ByteSlice.of(name.getBytes(StandardCharsets.UTF_8)),
                    encoded.bytes());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("bin " + name + ": " + e.getMessage(), e);
        }
    }

    private interface Source {
        long read(Reader reader);
    }

    private static long read(Path file, Source source) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return source.read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ", " + e.getMessage(), e);
        }
    }
}
