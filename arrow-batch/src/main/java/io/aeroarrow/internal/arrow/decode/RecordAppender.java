package io.aeroarrow.internal.arrow.decode;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.arrow.schema.RequestedValues;
import io.aeroarrow.internal.arrow.schema.SchemaBins;
import io.aeroarrow.internal.value.Particle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to the vectors of a root, directly from the received bytes. Decoding allocates no heap memory per
 * record. Not thread-safe. The caller owns the vectors.
 */
public final class RecordAppender {

    private final VectorSchemaRoot root;
    private final int maxRows;
    private final long maxBytes;

    private final ColumnAppender[] columns;
    private final MetadataAppender[] metadata;
    private final @Nullable MismatchAppender mismatchColumn;
    /** The columns of bins and computed values come first, then those of other metadata. */
    private final Mismatches mismatches;

    /** By column of a bin, whether its field is not nullable. */
    private final boolean[] required;

    private final BinOpAddresses binOps;
    /** By column, the index of its value in {@link #binOps}. */
    private final int[] values;

    private int rows;
    private long bytes;

    /**
     * Where records come from, and how to handle values that do not fit.
     *
     * @param namespace the namespace to name in errors
     * @param set the set to name in errors; a set in the record takes precedence
     * @param onMismatch the policy for fields without their own, see {@link FieldMetadata#ON_MISMATCH_METADATA}
     */
    public record Source(String namespace, String set, OnMismatch onMismatch) {}

    /**
     * Creates an appender for a schema without dictionaries.
     *
     * @param root the vectors to fill; the schema names the bins and metadata to read, and their types
     * @param maxRows the maximum number of rows in a batch
     * @param maxBytes the number of received bytes from which on a batch is full
     * @throws IllegalArgumentException if a field has an unsupported type; names the field
     */
    public RecordAppender(VectorSchemaRoot root, Source source, int maxRows, long maxBytes) {
        this(root, new DictionaryProvider.MapDictionaryProvider(), source, maxRows, maxBytes);
    }

    /**
     * Creates an appender for a schema with dictionary-encoded fields.
     *
     * @param root the vectors to fill; the schema names the bins and metadata to read, and their types
     * @param dictionaries the dictionaries, with utf8 or binary vectors; new values are added, and stay from batch to
     *     batch
     * @param maxRows the maximum number of rows in a batch
     * @param maxBytes the number of received bytes from which on a batch is full
     * @throws IllegalArgumentException if a field has an unsupported type, or its dictionary is missing; names the
     *     field
     */
    public RecordAppender(
            VectorSchemaRoot root, DictionaryProvider dictionaries, Source source, int maxRows, long maxBytes) {
        this(root, dictionaries, source, RequestedValues.of(root.getSchema()), maxRows, maxBytes);
    }

    /**
     * Creates an appender for the answers with certain values.
     *
     * @param requested the values requested for the root's schema; other parameters as above
     */
    public RecordAppender(
            VectorSchemaRoot root,
            DictionaryProvider dictionaries,
            Source source,
            RequestedValues requested,
            int maxRows,
            long maxBytes) {
        this.root = root;
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
        ColumnFactory factory = new ColumnFactory(dictionaries);
        List<Field> fields = new ArrayList<>();
        List<ColumnAppender> valueColumns = new ArrayList<>();
        List<MetadataAppender> metadataColumns = new ArrayList<>();
        FieldVector mismatchVector = null;
        values = IntStream.range(0, root.getFieldVectors().size())
                .map(requested::valueOf)
                .filter(value -> value >= 0)
                .toArray();
        for (int i = 0; i < root.getFieldVectors().size(); i++) {
            FieldVector vector = root.getVector(i);
            MetadataColumn reserved = MetadataColumn.named(vector.getName());
            if (requested.valueOf(i) >= 0) {
                fields.add(vector.getField());
                valueColumns.add(factory.valueAppender(vector, requested.shape(i)));
            } else if (reserved == MetadataColumn.MISMATCH) {
                mismatchVector = vector;
            } else if (reserved != null) {
                metadataColumns.add(new MetadataAppender(reserved, vector, factory.appender(vector)));
            }
        }
        List<String> valueNames = fields.stream().map(SchemaBins::binName).toList();
        binOps = new BinOpAddresses(requested.valueNames());
        columns = valueColumns.toArray(ColumnAppender[]::new);
        metadata = metadataColumns.toArray(MetadataAppender[]::new);
        mismatches = new Mismatches(
                source,
                Stream.concat(fields.stream(), metadataColumns.stream().map(MetadataAppender::field))
                        .toList(),
                mismatchVector != null);
        mismatchColumn = mismatchVector == null
                ? null
                : new MismatchAppender(
                        mismatchVector,
                        Stream.concat(
                                        valueNames.stream(),
                                        metadataColumns.stream().map(MetadataAppender::name))
                                .toList());
        required = new boolean[columns.length];
        for (int i = 0; i < required.length; i++) {
            required[i] = !fields.get(i).isNullable();
        }
    }

    /** Starts a batch. The previous content of the vectors is lost. */
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

    /** Ends the batch and sets the root's row count. */
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

    /** The number of rows in the batch so far. */
    public int rows() {
        return rows;
    }

    /** The received bytes of these rows. */
    public long bytes() {
        return bytes;
    }

    /** Whether the batch is full: finish it before the next record. */
    public boolean isFull() {
        return rows == maxRows || bytes >= maxBytes;
    }

    /** The number of values, in all batches and columns so far, that became null because they did not fit. */
    public long mismatches() {
        return mismatches.count();
    }

    /** {@link #mismatches} by column name, without columns that have none. */
    public Map<String, Long> mismatchesByColumn() {
        return mismatches.counts();
    }

    /** The number of rows that the batch still has room for. */
    public int room() {
        return maxRows - rows;
    }

    /**
     * Appends each record as a row. The loop runs column by column: a column's addresses then stay in registers, and
     * the CPU can work on several rows at once.
     *
     * @param block at most {@link #room()} records
     * @throws MismatchException if a value does not fit, and its column's policy is {@link OnMismatch#FAIL} or its
     *     field is not nullable
     * @throws IllegalArgumentException if the block has more records than the batch has room for
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
        if (!binOps.findInOrder(block, from, to)) {
            for (int i = from; i < to; i++) {
                if (binOps.find(i, block.get(i)) > 0) {
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
            if (binOps.isAbsent(values[i], index)) {
                requireNullableColumn(i, record);
            }
        }
    }

    private void requireNullableColumn(int column, RecordCursor record) {
        if (required[column] && record.resultCode() == 0) {
            throw mismatches.absentBin(column, record);
        }
    }

    /**
     * Appends one column of the records {@code from} to {@code to - 1} of a block.
     *
     * @param firstRow the row of the record at index 0
     */
    private void appendColumn(int column, int firstRow, RecordBlock block, int from, int to) {
        ColumnAppender appender = columns[column];
        long[] ops = binOps.ops();
        int start = BinOpAddresses.start(values[column]);
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
            // A bin with a null value counts as absent.
            requireNullableColumn(column, record);
        } else {
            mismatches.addBin(column, columns[column].binParticle(op), record);
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
