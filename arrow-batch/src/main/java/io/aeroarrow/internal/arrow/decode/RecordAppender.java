package io.aeroarrow.internal.arrow.decode;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.arrow.schema.SchemaBins;
import io.aeroarrow.internal.value.Particle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Appends records, as they lie in received bytes, to the vectors of a root. Nothing is allocated per record. Used by
 * one thread; the vectors stay their owner's.
 */
public final class RecordAppender {

    private final VectorSchemaRoot root;
    private final int maxRows;
    private final long maxBytes;

    private final ColumnAppender[] columns;
    private final MetadataAppender[] metadata;
    private final @Nullable MismatchAppender mismatchColumn;
    /** Counts by column, bins first and metadata behind them. */
    private final Mismatches mismatches;

    private final boolean[] required;
    private final BinOps places;
    private int rows;
    private long bytes;

    /**
     * What the records are of, and what becomes of values that do not fit.
     *
     * @param namespace for errors
     * @param set for errors
     * @param onMismatch for fields that do not say it themselves, see {@link FieldMetadata#ON_MISMATCH_METADATA}
     */
    public record Source(String namespace, String set, OnMismatch onMismatch) {}

    /**
     * @param root its schema says which bins and metadata to read, and to what types
     * @param maxRows the most rows of a batch
     * @param maxBytes a batch is full once its records took so many bytes on the wire
     * @throws IllegalArgumentException naming the field, if nothing decodes to its type
     */
    public RecordAppender(VectorSchemaRoot root, Source source, int maxRows, long maxBytes) {
        this(root, new DictionaryProvider.MapDictionaryProvider(), source, maxRows, maxBytes);
    }

    /**
     * As the other, for a schema with fields that are encoded by dictionaries.
     *
     * @param dictionaries has them, with vectors of utf8 or binary: values are added as they are met, and stay from
     *     batch to batch
     */
    public RecordAppender(
            VectorSchemaRoot root, DictionaryProvider dictionaries, Source source, int maxRows, long maxBytes) {
        this.root = root;
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
        ColumnFactory factory = new ColumnFactory(dictionaries);
        List<FieldVector> bins = new ArrayList<>();
        List<MetadataAppender> metadataColumns = new ArrayList<>();
        FieldVector lists = null;
        for (FieldVector vector : root.getFieldVectors()) {
            MetadataColumn reserved = MetadataColumn.named(vector.getName());
            if (reserved == null) {
                bins.add(vector);
            } else if (reserved == MetadataColumn.MISMATCH) {
                lists = vector;
            } else {
                metadataColumns.add(new MetadataAppender(reserved, vector, factory.appender(vector)));
            }
        }
        List<Field> fields = bins.stream().map(FieldVector::getField).toList();
        List<String> binNames = fields.stream().map(SchemaBins::binName).toList();
        places = new BinOps(binNames);
        columns = bins.stream().map(factory::appender).toArray(ColumnAppender[]::new);
        metadata = metadataColumns.toArray(MetadataAppender[]::new);
        mismatches = new Mismatches(
                source,
                Stream.concat(fields.stream(), metadataColumns.stream().map(MetadataAppender::field))
                        .toList(),
                lists != null);
        mismatchColumn = lists == null
                ? null
                : new MismatchAppender(
                        lists,
                        Stream.concat(
                                        binNames.stream(),
                                        metadataColumns.stream().map(MetadataAppender::name))
                                .toList());
        required = new boolean[columns.length];
        for (int i = 0; i < required.length; i++) {
            required[i] = !fields.get(i).isNullable();
        }
    }

    /** Starts a batch; what the vectors held before is gone. */
    public void startBatch() {
        rows = 0;
        bytes = 0;
        for (ColumnAppender column : columns) {
            column.startBatch(maxRows);
        }
        long now = System.currentTimeMillis();
        for (MetadataAppender column : metadata) {
            column.startBatch(maxRows, now);
        }
        if (mismatchColumn != null) {
            mismatchColumn.startBatch(maxRows);
        }
    }

    /** Hands the batch over to the root. */
    public void finishBatch() {
        for (ColumnAppender column : columns) {
            column.finishBatch(rows);
        }
        for (MetadataAppender column : metadata) {
            column.appender().finishBatch(rows);
        }
        if (mismatchColumn != null) {
            mismatchColumn.finishBatch(rows);
        }
        root.setRowCount(rows);
    }

    public int rows() {
        return rows;
    }

    /** Whether the batch must be finished before the next record. */
    public boolean isFull() {
        return rows == maxRows || bytes >= maxBytes;
    }

    /** How many values so far became null because they did not fit, over all columns. */
    public long mismatches() {
        return mismatches.count();
    }

    /** By column, how many values so far became null because they did not fit; columns without any are left out. */
    public Map<String, Long> mismatchesByColumn() {
        return mismatches.counts();
    }

    /** How many rows the batch has room for. */
    public int room() {
        return maxRows - rows;
    }

    /**
     * Appends records as a row each, column by column: a column's memory stays in registers then, and what one row waits
     * for does not keep the next one waiting.
     *
     * @param block at most as many as there is {@link #room()} for
     * @throws MismatchException if a value does not fit and mismatches are to fail
     */
    public void append(RecordBlock block) {
        if (block.size() > room()) {
            throw new IllegalArgumentException(
                    block.size() + " records do not fit in a batch that has room for " + room());
        }
        bytes += block.bytes();
        if (mismatchColumn == null) {
            appendRows(block, 0, block.size());
            return;
        }
        for (int i = 0; i < block.size(); i++) {
            mismatches.startRow();
            appendRows(block, i, i + 1);
            mismatchColumn.append(rows - 1, mismatches);
        }
    }

    private void appendRows(RecordBlock block, int from, int to) {
        if (!places.findInOrder(block, from, to)) {
            for (int i = from; i < to; i++) {
                if (places.find(i, block.get(i), mismatches) > 0) {
                    requireNullable(i, block.get(i));
                }
            }
        }
        int row = rows;
        for (int column = 0; column < columns.length; column++) {
            appendColumn(column, row - from, block, from, to);
        }
        if (metadata.length > 0) {
            for (int i = from; i < to; i++) {
                appendMetadata(row + i - from, block.get(i));
            }
        }
        rows = row + to - from;
    }

    private void requireNullable(int index, RecordCursor record) {
        for (int i = 0; i < columns.length; i++) {
            if (places.isAbsent(i, index)) {
                requireNullableColumn(i, record);
            }
        }
    }

    private void requireNullableColumn(int column, RecordCursor record) {
        if (required[column] && record.resultCode() == 0) {
            throw mismatches.absent(column, record);
        }
    }

    /**
     * @param firstRow the row of the record at place 0
     */
    private void appendColumn(int column, int firstRow, RecordBlock block, int from, int to) {
        ColumnAppender appender = columns[column];
        long[] ops = places.ops();
        int start = BinOps.start(column);
        int next = from;
        while (next < to) {
            next = appender.appendOps(firstRow - start, ops, start + next, start + to) - start;
            if (next < to) {
                appendMismatched(column, firstRow + next, ops[start + next], block.get(next));
                next++;
            }
        }
    }

    private void appendMismatched(int column, int row, long op, RecordCursor record) {
        record.goToOp(op);
        if (record.particle() == Particle.NULL) {
            // A value that is no value.
            requireNullableColumn(column, record);
        } else {
            mismatches.addBin(column, record);
        }
        columns[column].appendNull(row);
    }

    private void appendMetadata(int row, RecordCursor record) {
        for (int i = 0; i < metadata.length; i++) {
            if (!metadata[i].append(row, record)) {
                mismatches.addMetadata(columns.length + i, record);
                metadata[i].appender().appendNull(row);
            }
        }
    }
}
