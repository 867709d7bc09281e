package io.aeroarrow.embedded.load;

import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.Op;
import io.aeroarrow.embedded.wire.OpCode;
import io.aeroarrow.embedded.wire.RequestFailure;
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
 * Fills a set, without a client: past the network, faults, logins and observers, with the checks of any other write. A record
 * that is there already is replaced. Keys are stored with the records.
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

    /** For the server. */
    public static RecordLoader of(RecordSink sink, String set) {
        return new RecordLoader(sink, set, DEFAULT_TTL);
    }

    /** What is loaded from here on expires after so many whole seconds. */
    public RecordLoader expiringAfter(Duration time) {
        if (time.toSeconds() < 1) {
            throw new IllegalArgumentException("records that expire after " + time + ": a second is the least");
        }
        return new RecordLoader(sink, set, time.toSeconds());
    }

    /**
     * Loads one record.
     *
     * @param key a whole number, a string or a byte[]
     * @param bins by name: whole numbers, doubles, booleans, strings, byte[], and lists and maps of those; null is no bin
     * @throws IllegalArgumentException if a value has no type here, or if the server would refuse the write
     */
    public RecordLoader put(Object key, Map<String, ? extends @Nullable Object> bins) {
        write(key, bins);
        return this;
    }

    /** As {@link #csv(Reader, String)}, from a file in UTF-8. */
    public long csv(Path file, String keyColumn) {
        return read(file, reader -> csv(reader, keyColumn));
    }

    /**
     * Loads a record a row, RFC 4180. The first row names the bins, each with the type of its column if that is not text:
     * {@code id:int,name,score:float,active:bool,tags:json}. An empty cell is no bin, a quoted empty one an empty text.
     *
     * @param keyColumn the column, without its type, that holds the keys; it does not become a bin
     * @return how many records were loaded
     * @throws IllegalArgumentException with the number of the line, if a row cannot become a record; those before it are loaded
     */
    public long csv(Reader rows, String keyColumn) {
        return CsvRecords.read(rows, keyColumn, this::write);
    }

    /** As {@link #jsonLines(Reader, String)}, from a file in UTF-8. */
    public long jsonLines(Path file, String keyMember) {
        return read(file, reader -> jsonLines(reader, keyMember));
    }

    /**
     * Loads a record a line, each a JSON object with the bins. Numbers with a fraction or an exponent are doubles; null is no
     * bin; empty lines are skipped.
     *
     * @param keyMember the member that holds the key, a whole number or a string; it does not become a bin
     * @return how many records were loaded
     * @throws IllegalArgumentException with the number of the line, if one cannot become a record; those before it are loaded
     */
    public long jsonLines(Reader lines, String keyMember) {
        return JsonLines.read(lines, keyMember, this::write);
    }

    private void write(Object key, Map<String, ? extends @Nullable Object> bins) {
        RecordKey encoded = RecordKey.of(set, EncodedValue.ofKey(key));
        List<Op> writes = new ArrayList<>();
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

    private static Op op(String name, Object value) {
        try {
            EncodedValue encoded = EncodedValue.of(value);
            return new Op(
                    OpCode.WRITE, encoded.particle(), Bytes.of(name.getBytes(StandardCharsets.UTF_8)), encoded.bytes());
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
