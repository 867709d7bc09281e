package io.aeroarrow.spark.internal.stream;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.connector.read.streaming.Offset;

/**
 * How far a stream is: all that was last written before a point in time.
 *
 * <p>A class and no record, as Spark's is one.
 */
final class UpdateOffset extends Offset {

    private static final Pattern JSON = Pattern.compile("\\{\"before\":\"([^\"]+)\"}");
    private static final long NANOS = 1_000_000_000L;

    private final Instant before;

    UpdateOffset(Instant before) {
        this.before = before;
    }

    /** Reads what a checkpoint holds. */
    static UpdateOffset parse(String json) {
        Matcher matcher = JSON.matcher(json.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "the checkpoint holds '" + json + "', which is no offset of this source");
        }
        return new UpdateOffset(Instant.parse(matcher.group(1)));
    }

    @Override
    public String json() {
        return "{\"before\":\"" + before + "\"}";
    }

    Instant before() {
        return before;
    }

    /** In nanoseconds since 1970, as servers count. */
    long nanos() {
        return Math.addExact(Math.multiplyExact(before.getEpochSecond(), NANOS), before.getNano());
    }
}
