package io.aeroarrow.internal.arrow.decode;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.arrow.schema.SchemaBins;
import io.aeroarrow.internal.arrow.schema.TypeNames;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.value.Particle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;

/** Handles values that do not fit their columns: throws, or counts the value, which then becomes null. */
final class Mismatches {

    private static final String NULLABLE_REMEDY = ". Declare another type, or set onMismatch=NULL.";
    private static final String REQUIRED_REMEDY = ". Declare another type, or a nullable field with onMismatch=NULL.";

    private final RecordAppender.Source source;
    private final Field[] fields;
    /** By column, whether a mismatch is an error. */
    private final boolean[] fails;
    /** By column, the number of mismatches. */
    private final long[] counts;
    /** Whether to record the mismatches of each row. */
    private final boolean byRow;
    /** The columns whose value in the current row did not fit. */
    private final int[] columnsInRow;

    private int countInRow;

    Mismatches(RecordAppender.Source source, List<Field> fields, boolean byRow) {
        this.source = source;
        this.byRow = byRow;
        this.fields = fields.toArray(Field[]::new);
        fails = new boolean[this.fields.length];
        for (int i = 0; i < fails.length; i++) {
            OnMismatch policy = SchemaBins.onMismatch(this.fields[i], source.onMismatch());
            fails[i] = policy == OnMismatch.FAIL || !this.fields[i].isNullable();
        }
        counts = new long[fails.length];
        columnsInRow = new int[fails.length];
    }

    void startRow() {
        countInRow = 0;
    }

    /**
     * Counts the current bin of a record as a mismatch.
     *
     * @param particle the bin's type; the value in the answer may have another type, if the server computed it
     * @throws MismatchException if the column's policy is {@link OnMismatch#FAIL}, or the column is not nullable
     * @throws ProtocolViolationException if the value's type is unknown, or its length is wrong
     */
    void addBin(int column, int particle, RecordCursor record) {
        checkScalarLength(record.particle(), record.valueLength());
        if (!Particle.isKnown(particle)) {
            throw new ProtocolViolationException(
                    describe(record, column) + " holds a value of " + Particle.name(particle));
        }
        if (fails[column]) {
            throw new MismatchException(describe(record, column) + " holds a value of type "
                    + Particle.name(particle) + ", which " + column(column) + " cannot hold exactly"
                    + remedy(column));
        }
        count(column);
    }

    /** Counts a metadata column of a record as a mismatch, as {@link #addBin}. */
    void addMetadata(int column, RecordCursor record) {
        if (fails[column]) {
            throw new MismatchException("the record with digest " + digest(record) + " in " + location(record)
                    + " has a value that " + column(column) + " cannot hold exactly" + remedy(column));
        }
        count(column);
    }

    private String column(int column) {
        return "column '" + fields[column].getName() + "' of type " + TypeNames.declared(fields[column]);
    }

    private String remedy(int column) {
        return fields[column].isNullable() ? NULLABLE_REMEDY : REQUIRED_REMEDY;
    }

    private void count(int column) {
        counts[column]++;
        if (byRow) {
            columnsInRow[countInRow] = column;
            countInRow++;
        }
    }

    /** The number of mismatches in the current row; 0 unless they are recorded by row. */
    int countInRow() {
        return countInRow;
    }

    /** The index of the column of the current row's mismatch at {@code index}. */
    int columnInRow(int index) {
        return columnsInRow[index];
    }

    long count() {
        return Arrays.stream(counts).sum();
    }

    /** The number of mismatches by column name, without columns that have none. */
    Map<String, Long> counts() {
        Map<String, Long> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                byColumn.put(fields[i].getName(), counts[i]);
            }
        }
        return byColumn;
    }

    MismatchException absentBin(int column, RecordCursor record) {
        return new MismatchException(
                describe(record, column) + " is absent, but its field is not nullable. Declare the field nullable.");
    }

    static ProtocolViolationException duplicateBin(String bin) {
        return new ProtocolViolationException("a record holds bin '" + bin + "' twice");
    }

    /**
     * Checks the length of a value whose type has a fixed length.
     *
     * @throws ProtocolViolationException if the length is wrong
     */
    static void checkScalarLength(int particle, int length) {
        boolean number = particle == Particle.INTEGER || particle == Particle.FLOAT;
        if ((number && length != Long.BYTES) || (particle == Particle.BOOL && length != 1)) {
            throw new ProtocolViolationException(
                    "a value of type " + Particle.name(particle) + " takes " + length + " bytes");
        }
    }

    private String describe(RecordCursor record, int column) {
        return "bin '" + SchemaBins.binName(fields[column]) + "' of the record with digest " + digest(record) + " in "
                + location(record);
    }

    private String location(RecordCursor record) {
        String set = record.setLength() == 0
                ? source.set()
                : new String(RawMemory.toArray(record.set(), record.setLength()), StandardCharsets.UTF_8);
        return "namespace '" + source.namespace() + "'" + (set.isEmpty() ? "" : ", set '" + set + "'");
    }

    private static String digest(RecordCursor record) {
        return record.digest() == 0
                ? "unknown"
                : HexFormat.of().formatHex(RawMemory.toArray(record.digest(), KeyDigester.DIGEST_SIZE));
    }
}
