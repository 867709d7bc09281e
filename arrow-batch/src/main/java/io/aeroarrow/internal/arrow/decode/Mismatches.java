package io.aeroarrow.internal.arrow.decode;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.arrow.schema.SchemaBins;
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

/** What becomes of values that do not fit their columns: an error, or a null that is counted and can be asked for. */
final class Mismatches {

    private final RecordAppender.Source source;
    private final Field[] fields;
    private final boolean[] fails;
    private final long[] counts;
    /** Whether they are asked for row by row. */
    private final boolean byRow;
    /** The columns, by number, whose value in the current row did not fit. */
    private final int[] inRow;

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
        inRow = new int[fails.length];
    }

    void startRow() {
        countInRow = 0;
    }

    /**
     * Counts the bin that a record is on.
     *
     * @throws MismatchException if it is to fail
     * @throws ProtocolViolationException if no server stores such a value
     */
    void addBin(int column, RecordCursor record) {
        checkScalarLength(record.particle(), record.valueLength());
        if (!Particle.isKnown(record.particle())) {
            throw new ProtocolViolationException(
                    describe(record, column) + " holds a value of " + Particle.name(record.particle()));
        }
        if (fails[column]) {
            throw new MismatchException(describe(record, column) + " holds a value of type "
                    + Particle.name(record.particle()) + ", which " + fields[column].getType()
                    + " does not hold exactly; declare another type for it, or read with mismatches as nulls");
        }
        count(column);
    }

    /** As {@link #addBin}, for what a record is besides its bins. */
    void addMetadata(int column, RecordCursor record) {
        if (fails[column]) {
            throw new MismatchException(
                    "column " + fields[column].getName() + " of a record with digest " + digest(record) + " in "
                            + place(record) + " does not fit the type " + fields[column].getType()
                            + "; declare another type for it, or read with mismatches as nulls");
        }
        count(column);
    }

    private void count(int column) {
        counts[column]++;
        if (byRow) {
            inRow[countInRow] = column;
            countInRow++;
        }
    }

    /** How many values of the current row did not fit, if that is asked for. */
    int inRow() {
        return countInRow;
    }

    /** The number of the column of one of them. */
    int inRow(int index) {
        return inRow[index];
    }

    long count() {
        return Arrays.stream(counts).sum();
    }

    /** By column, how many values did not fit; columns without any are left out. */
    Map<String, Long> counts() {
        Map<String, Long> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                byColumn.put(fields[i].getName(), counts[i]);
            }
        }
        return byColumn;
    }

    MismatchException absent(int column, RecordCursor record) {
        return new MismatchException(describe(record, column) + " is absent, but its field is declared not nullable");
    }

    ProtocolViolationException twice(int column) {
        return new ProtocolViolationException("a record holds bin '" + SchemaBins.binName(fields[column]) + "' twice");
    }

    /** Checks what the particle alone tells of a value's length. */
    static void checkScalarLength(int particle, int length) {
        boolean number = particle == Particle.INTEGER || particle == Particle.FLOAT;
        if ((number && length != Long.BYTES) || (particle == Particle.BOOL && length != 1)) {
            throw new ProtocolViolationException(
                    "a value of type " + Particle.name(particle) + " takes " + length + " bytes");
        }
    }

    private String describe(RecordCursor record, int column) {
        return "bin '" + SchemaBins.binName(fields[column]) + "' of the record with digest " + digest(record) + " in "
                + place(record);
    }

    private String place(RecordCursor record) {
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
