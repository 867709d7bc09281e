package io.aeroarrow.internal.arrow.decode;

import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.value.Particle;
import java.time.Instant;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Fills a column with record metadata, such as the key, the digest or the expiry. */
final class MetadataAppender {

    /** The origin of void-times, in seconds since 1970-01-01 UTC. */
    private static final long VOID_TIME_EPOCH =
            Instant.parse("2010-01-01T00:00:00Z").getEpochSecond();

    private final MetadataColumn metadata;
    private final ColumnAppender appender;
    private final Field field;
    /** How many units of an expiry column one second has; 1 for other columns. */
    private final long expiryFactor;
    /** The start of the batch as a void-time. */
    private long now;

    MetadataAppender(MetadataColumn metadata, FieldVector vector, ColumnAppender appender) {
        this.metadata = metadata;
        this.appender = appender;
        this.field = vector.getField();
        this.expiryFactor = metadata == MetadataColumn.EXPIRY ? unitsPerSecond(vector.getField()) : 1;
    }

    /**
     * Returns how many units of a column of times one second has.
     *
     * @throws IllegalArgumentException if the column does not hold times; names the field
     */
    static long unitsPerSecond(Field field) {
        if (field.getType() instanceof ArrowType.Int) {
            return 1;
        }
        if (!(field.getType() instanceof ArrowType.Timestamp timestamp)) {
            throw new IllegalArgumentException("field '" + field.getName() + "' has the unsupported type "
                    + field.getType() + ". Declare a timestamp, or an integer for seconds since 1970-01-01 UTC.");
        }
        TimeUnit unit = timestamp.getUnit();
        return switch (unit) {
            case SECOND -> 1;
            case MILLISECOND -> 1_000;
            case MICROSECOND -> 1_000_000;
            case NANOSECOND -> 1_000_000_000;
        };
    }

    String name() {
        return field.getName();
    }

    Field field() {
        return field;
    }

    ColumnAppender appender() {
        return appender;
    }

    void startBatch(int rows, long nowMillis) {
        now = nowMillis / 1000 - VOID_TIME_EPOCH;
        appender.startBatch(rows);
    }

    /** Appends the metadata of a record; returns false if the column's type cannot hold it. */
    boolean append(int row, RecordCursor record) {
        return switch (metadata) {
            case KEY -> record.keyParticle() == Particle.NULL ? appendNull(row) : appendKey(row, record);
            case DIGEST ->
                record.digest() == 0
                        ? appendNull(row)
                        : appender.append(row, Particle.BLOB, record.digest(), KeyDigester.DIGEST_SIZE);
            case SET ->
                record.setLength() == 0
                        ? appendNull(row)
                        : appender.append(row, Particle.STRING, record.set(), record.setLength());
            case PARTITION ->
                record.digest() == 0
                        ? appendNull(row)
                        : appender.appendNumber(row, KeyDigester.partition(record.digest()));
            case RESULT_CODE -> appender.appendNumber(row, record.resultCode());
            case GENERATION -> isFound(record) ? appender.appendNumber(row, record.generation()) : appendNull(row);
            case EXPIRY ->
                expires(record)
                        ? appender.appendNumber(row, (record.voidTime() + VOID_TIME_EPOCH) * expiryFactor)
                        : appendNull(row);
            case TTL ->
                // At least 1, because a write with TTL 0 means the namespace's default.
                expires(record) ? appender.appendNumber(row, Math.max(1, record.voidTime() - now)) : appendNull(row);
            case RECORD_SIZE, LAST_UPDATE -> throw new IllegalStateException(metadata + " is a value of its own");
            case MISMATCH -> throw new IllegalStateException("MismatchAppender fills the column of mismatches");
        };
    }

    private boolean appendKey(int row, RecordCursor record) {
        Mismatches.checkScalarLength(record.keyParticle(), record.keyLength());
        return appender.append(row, record.keyParticle(), record.key(), record.keyLength());
    }

    private boolean appendNull(int row) {
        appender.appendNull(row);
        return true;
    }

    private static boolean isFound(RecordCursor record) {
        return ResultCode.OK.is(record.resultCode());
    }

    private static boolean expires(RecordCursor record) {
        return isFound(record) && record.voidTime() != 0;
    }
}
