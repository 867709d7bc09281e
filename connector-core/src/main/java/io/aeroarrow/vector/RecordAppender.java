package io.aeroarrow.vector;

import io.aeroarrow.model.MismatchException;
import io.aeroarrow.model.OnMismatch;
import io.aeroarrow.protocol.OpBytes;
import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RecordCursor;
import java.util.ArrayList;
import java.util.Arrays;
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

    private final Name[] names;
    private final ColumnAppender[] columns;
    private final MetadataColumn[] metadata;
    private final @Nullable MismatchColumn mismatchColumn;
    /** Counts by column, bins first and metadata behind them. */
    private final Mismatches mismatches;
    /** For each bin column, the number of rows it has. */
    private final int[] filled;

    private final boolean[] required;
    private int rows;
    private long bytes;

    /**
     * What the records are of, and what becomes of values that do not fit.
     *
     * @param namespace for errors
     * @param set for errors
     * @param onMismatch for fields that do not say it themselves, see {@link ReadSchema#ON_MISMATCH_METADATA}
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
        List<MetadataColumn> metadataColumns = new ArrayList<>();
        FieldVector lists = null;
        for (FieldVector vector : root.getFieldVectors()) {
            Metadata reserved = Metadata.named(vector.getName());
            if (reserved == null) {
                bins.add(vector);
            } else if (reserved == Metadata.MISMATCH) {
                lists = vector;
            } else {
                metadataColumns.add(new MetadataColumn(reserved, vector, factory.appender(vector)));
            }
        }
        List<Field> fields = bins.stream().map(FieldVector::getField).toList();
        List<String> binNames = fields.stream().map(ReadSchema::binName).toList();
        names = binNames.stream().map(Name::new).toArray(Name[]::new);
        columns = bins.stream().map(factory::appender).toArray(ColumnAppender[]::new);
        metadata = metadataColumns.toArray(MetadataColumn[]::new);
        mismatches = new Mismatches(
                source,
                Stream.concat(fields.stream(), metadataColumns.stream().map(MetadataColumn::field))
                        .toList());
        mismatchColumn = lists == null
                ? null
                : new MismatchColumn(
                        lists,
                        Stream.concat(
                                        binNames.stream(),
                                        metadataColumns.stream().map(MetadataColumn::name))
                                .toList());
        filled = new int[columns.length];
        required = new boolean[columns.length];
        for (int i = 0; i < required.length; i++) {
            required[i] = !fields.get(i).isNullable();
        }
    }

    /** Starts a batch; what the vectors held before is gone. */
    public void startBatch() {
        rows = 0;
        bytes = 0;
        Arrays.fill(filled, 0);
        for (ColumnAppender column : columns) {
            column.startBatch(maxRows);
        }
        long now = System.currentTimeMillis();
        for (MetadataColumn column : metadata) {
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
        for (MetadataColumn column : metadata) {
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

    /**
     * Appends a record as one row.
     *
     * @throws MismatchException if a value does not fit and mismatches are to fail
     */
    public void append(RecordCursor record) {
        int row = rows;
        mismatches.startRow();
        if (appendBins(row, record) < columns.length) {
            appendAbsent(row, record);
        }
        if (metadata.length > 0) {
            appendMetadata(row, record);
        }
        if (mismatchColumn != null) {
            mismatchColumn.append(row, mismatches);
        }
        rows = row + 1;
        bytes += record.length();
    }

    /** The number of columns that have got a value, or a mismatch. */
    private int appendBins(int row, RecordCursor record) {
        int expected = 0;
        int appended = 0;
        // The place among the ops is held here, not in the cursor, so that it stays in a register.
        long op = record.firstOp();
        for (int left = record.opCount(); left > 0; left--) {
            long end = OpBytes.end(op);
            long name = OpBytes.name(op);
            int nameLength = OpBytes.nameLength(op);
            // Servers answer in the order of the request.
            int column = expected < names.length && names[expected].matches(name, nameLength)
                    ? expected
                    : find(row, name, nameLength);
            if (column >= 0) {
                long value = name + nameLength;
                if (columns[column].append(row, OpBytes.particle(op), value, (int) (end - value))
                        || appendMismatched(row, column, op, record)) {
                    filled[column] = row + 1;
                    appended++;
                }
                // Behind it, no column has a value of this record yet.
                expected = Math.max(expected, column + 1);
            }
            op = end;
        }
        return appended;
    }

    /** The column of a bin, or -1. */
    private int find(int row, long name, int nameLength) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].matches(name, nameLength)) {
                if (filled[i] > row) {
                    throw mismatches.twice(i);
                }
                return i;
            }
        }
        return -1;
    }

    /** Whether the column has a row now: a value that is no value leaves it absent. */
    private boolean appendMismatched(int row, int column, long op, RecordCursor record) {
        record.goToOp(op);
        if (record.particle() == Particle.NULL) {
            return false;
        }
        mismatches.addBin(column, record);
        columns[column].appendNull(row);
        return true;
    }

    private void appendAbsent(int row, RecordCursor record) {
        for (int i = 0; i < columns.length; i++) {
            if (filled[i] <= row) {
                if (required[i] && record.resultCode() == 0) {
                    throw mismatches.absent(i, record);
                }
                columns[i].appendNull(row);
                filled[i] = row + 1;
            }
        }
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
