package io.aeroarrow.spark.internal.stream;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.connector.read.streaming.Offset;

/** The position of a stream: all records whose last update is before a point in time. */
final class UpdateOffset extends Offset {

    private static final Pattern JSON = Pattern.compile("\\{\"before\":\"([^\"]+)\"}");
    private static final long NANOS = 1_000_000_000L;

    private final Instant before;

    UpdateOffset(Instant before) {
        this.before = before;
    }

    /**
     * Parses an offset of a checkpoint.
     *
     * @throws IllegalArgumentException if the offset has another format
     */
    static UpdateOffset parse(String json) {
        Matcher matcher = JSON.matcher(json.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the checkpoint holds '" + json
                    + "', which is no offset of this source; start with another checkpoint");
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

    /** Returns the time in nanoseconds since 1970, the unit of the servers. */
    long nanos() {
        return Math.addExact(Math.multiplyExact(before.getEpochSecond(), NANOS), before.getNano());
    }
}
