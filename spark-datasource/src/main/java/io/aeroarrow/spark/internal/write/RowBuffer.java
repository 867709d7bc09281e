package io.aeroarrow.spark.internal.write;

import io.aeroarrow.spark.internal.options.WriteOptions.BatchSize;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Buffers rows in vectors, which are reused. */
final class RowBuffer implements AutoCloseable {

    /** The column of times to live that are computed from the expiry column. */
    static final String TTL_FROM_EXPIRY = "__ttl_from_expiry";

    private final VectorSchemaRoot columns;
    private final VectorSchemaRoot root;
    private final @Nullable BigIntVector timeToLive;
    private final @Nullable TimeStampVector expiry;
    private final SparkColumnAppender[] appenders;
    private final int[] ordinals;
    private final BatchSize limit;
    private final ByteCounter bytes = new ByteCounter();
    private int rows;

    RowBuffer(WriteLayout layout, BatchSize limit, BufferAllocator allocator) {
        this.limit = limit;
        this.ordinals = layout.ordinals().stream().mapToInt(Integer::intValue).toArray();
        columns = VectorSchemaRoot.create(layout.toArrow(), allocator);
        appenders = new SparkColumnAppender[ordinals.length];
        for (int i = 0; i < appenders.length; i++) {
            appenders[i] = SparkColumnAppender.of(
                    columns.getVector(i), layout.columns().apply(i).dataType(), bytes);
        }
        String expiryColumn = layout.control().expiry();
        if (expiryColumn == null) {
            expiry = null;
            timeToLive = null;
            root = columns;
        } else {
            expiry = (TimeStampVector) columns.getVector(expiryColumn);
            Field seconds =
                    new Field(TTL_FROM_EXPIRY, FieldType.nullable(new ArrowType.Int(Long.SIZE, true)), List.of());
            timeToLive = (BigIntVector) seconds.createVector(allocator);
            root = columns.removeVector(columns.getSchema().getFields().indexOf(expiry.getField()))
                    .addVector(0, timeToLive);
        }
    }

    void add(InternalRow row) {
        for (int i = 0; i < appenders.length; i++) {
            appenders[i].append(rows, row, ordinals[i]);
        }
        if (expiry != null && timeToLive != null) {
            setTimeToLive(expiry, timeToLive);
        }
        rows++;
    }

    /** An expiry in the past becomes one second, the minimum. */
    private void setTimeToLive(TimeStampVector from, BigIntVector to) {
        if (from.isNull(rows)) {
            to.setNull(rows);
            return;
        }
        long left = from.get(rows) - TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        to.setSafe(rows, Math.max(1, -Math.floorDiv(-left, TimeUnit.SECONDS.toMicros(1))));
    }

    /** Returns whether the rows must be sent before more are added. */
    boolean isFull() {
        return rows >= limit.rows() || isLarge();
    }

    /** Returns whether the rows have reached the size of a batch in bytes. */
    boolean isLarge() {
        return bytes.bytes() >= limit.bytes();
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /** Returns the rows added since the last {@link #clear}. */
    VectorSchemaRoot rows() {
        root.setRowCount(rows);
        return root;
    }

    void clear() {
        columns.getFieldVectors().forEach(FieldVector::reset);
        if (timeToLive != null) {
            timeToLive.reset();
        }
        bytes.clear();
        rows = 0;
    }

    @Override
    public void close() {
        columns.close();
        if (timeToLive != null) {
            timeToLive.close();
        }
    }
}
