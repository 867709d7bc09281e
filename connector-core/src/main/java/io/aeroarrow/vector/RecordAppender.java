package io.aeroarrow.vector;

import io.aeroarrow.model.MismatchException;
import io.aeroarrow.model.OnMismatch;
import io.aeroarrow.model.ProtocolViolationException;
import io.aeroarrow.protocol.KeyDigester;
import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RawMemory;
import io.aeroarrow.protocol.RecordCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Appends records, as they lie in received bytes, to the vectors of a root. Nothing is allocated per record. Used by
 * one thread; the vectors stay their owner's.
 */
public final class RecordAppender {

    private final VectorSchemaRoot root;
    private final Source source;
    private final int maxRows;
    private final long maxBytes;

    private final BinName[] names;
    private final Field[] fields;
    private final ColumnAppender[] columns;
    private final MetadataColumn[] metadata;
    private final long[] mismatches;
    private final long[] metadataMismatches;
    /** For each bin column, the number of rows it has. */
    private final int[] filled;

    private final boolean anyRequired;
    private int rows;
    private long bytes;

    /**
     * What the records are of, and what becomes of values that do not fit.
     *
     * @param namespace for errors
     * @param set for errors
     */
    public record Source(String namespace, String set, OnMismatch onMismatch) {}

    /**
     * @param root its schema says which bins and metadata to read, and to what types
     * @param maxRows the most rows of a batch
     * @param maxBytes a batch is full once its records took so many bytes on the wire
     * @throws IllegalArgumentException naming the field, if nothing decodes to its type
     */
    public RecordAppender(VectorSchemaRoot root, Source source, int maxRows, long maxBytes) {
        this.root = root;
        this.source = source;
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
        List<FieldVector> bins = new ArrayList<>();
        List<MetadataColumn> metadataColumns = new ArrayList<>();
        for (FieldVector vector : root.getFieldVectors()) {
            Metadata reserved = Metadata.named(vector.getName());
            if (reserved == null) {
                bins.add(vector);
            } else {
                metadataColumns.add(new MetadataColumn(reserved, vector));
            }
        }
        fields = bins.stream().map(FieldVector::getField).toArray(Field[]::new);
        names = Arrays.stream(fields).map(ReadSchema::binName).map(BinName::new).toArray(BinName[]::new);
        columns = bins.stream().map(ColumnFactory::appender).toArray(ColumnAppender[]::new);
        metadata = metadataColumns.toArray(MetadataColumn[]::new);
        mismatches = new long[columns.length];
        metadataMismatches = new long[metadata.length];
        filled = new int[columns.length];
        anyRequired = Arrays.stream(fields).anyMatch(field -> !field.isNullable());
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
    }

    /** Hands the batch over to the root. */
    public void finishBatch() {
        for (ColumnAppender column : columns) {
            column.finishBatch(rows);
        }
        for (MetadataColumn column : metadata) {
            column.appender().finishBatch(rows);
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
        return Arrays.stream(mismatches).sum()
                + Arrays.stream(metadataMismatches).sum();
    }

    /** How many values so far became null because they did not fit a column. */
    public long mismatches(String column) {
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].getName().equals(column)) {
                return mismatches[i];
            }
        }
        for (int i = 0; i < metadata.length; i++) {
            if (metadata[i].name().equals(column)) {
                return metadataMismatches[i];
            }
        }
        throw new IllegalArgumentException("there is no column '" + column + "'");
    }

    /**
     * Appends a record as one row.
     *
     * @throws MismatchException if a value does not fit and mismatches are to fail
     */
    public void append(RecordCursor record) {
        int row = rows;
        int expected = 0;
        int appended = 0;
        record.rewindOps();
        while (record.nextOp()) {
            int column = find(record, expected);
            if (column < 0) {
                continue;
            }
            if (appendBin(row, column, record)) {
                appended++;
            }
            expected = column + 1;
        }
        if (appended < columns.length) {
            appendAbsent(row, record);
        }
        for (int i = 0; i < metadata.length; i++) {
            if (!metadata[i].append(row, record)) {
                appendMismatchedMetadata(row, i, record);
            }
        }
        rows = row + 1;
        bytes += record.length();
    }

    /** The column of the current op's bin, or -1; servers answer in the order of the request. */
    private int find(RecordCursor record, int expected) {
        long name = record.name();
        int length = record.nameLength();
        for (int i = expected; i < names.length; i++) {
            if (names[i].matches(name, length)) {
                return i;
            }
        }
        for (int i = 0; i < expected; i++) {
            if (names[i].matches(name, length)) {
                return i;
            }
        }
        return -1;
    }

    private boolean appendBin(int row, int column, RecordCursor record) {
        if (filled[column] > row) {
            throw new ProtocolViolationException(
                    "a record holds bin '" + ReadSchema.binName(fields[column]) + "' twice");
        }
        int particle = record.particle();
        if (particle == Particle.NULL) {
            return false;
        }
        int length = record.valueLength();
        checkScalarLength(particle, length);
        if (!columns[column].append(row, particle, record.value(), length)) {
            appendMismatched(row, column, record);
        }
        filled[column] = row + 1;
        return true;
    }

    static void checkScalarLength(int particle, int length) {
        boolean number = particle == Particle.INTEGER || particle == Particle.FLOAT;
        if ((number && length != Long.BYTES) || (particle == Particle.BOOL && length != 1)) {
            throw new ProtocolViolationException(
                    "a value of type " + Particle.name(particle) + " takes " + length + " bytes");
        }
    }

    private void appendAbsent(int row, RecordCursor record) {
        for (int i = 0; i < columns.length; i++) {
            if (filled[i] <= row) {
                if (anyRequired && !fields[i].isNullable() && record.resultCode() == 0) {
                    throw new MismatchException(
                            describe(record, fields[i]) + " is absent, but its field is declared not nullable");
                }
                columns[i].appendNull(row);
                filled[i] = row + 1;
            }
        }
    }

    private void appendMismatched(int row, int column, RecordCursor record) {
        Field field = fields[column];
        if (!Particle.isKnown(record.particle())) {
            throw new ProtocolViolationException(
                    describe(record, field) + " holds a value of " + Particle.name(record.particle()));
        }
        if (source.onMismatch == OnMismatch.FAIL || !field.isNullable()) {
            throw new MismatchException(describe(record, field) + " holds a value of type "
                    + Particle.name(record.particle()) + ", which " + field.getType()
                    + " does not hold exactly; declare another type for it, or read with mismatches as nulls");
        }
        mismatches[column]++;
        columns[column].appendNull(row);
    }

    private void appendMismatchedMetadata(int row, int index, RecordCursor record) {
        MetadataColumn column = metadata[index];
        if (source.onMismatch == OnMismatch.FAIL) {
            throw new MismatchException("column " + column.name() + " of a record with digest " + digest(record)
                    + " in " + place() + " does not fit the column's type; declare another type for it");
        }
        metadataMismatches[index]++;
        column.appender().appendNull(row);
    }

    private String describe(RecordCursor record, Field field) {
        return "bin '" + ReadSchema.binName(field) + "' of the record with digest " + digest(record) + " in " + place();
    }

    private String place() {
        return "namespace '" + source.namespace + "'" + (source.set.isEmpty() ? "" : ", set '" + source.set + "'");
    }

    private static String digest(RecordCursor record) {
        return record.digest() == 0
                ? "unknown"
                : HexFormat.of().formatHex(RawMemory.toArray(record.digest(), KeyDigester.DIGEST_SIZE));
    }
}
