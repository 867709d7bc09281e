package io.aeroarrow.embedded.internal.load;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cells of one CSV row: an empty cell without quotes is null. FastCSV fills the same object for each row. */
final class CsvCells extends CsvCallbackHandler<CsvCells> {
    private final List<@Nullable String> cells = new ArrayList<>();
    private long line = 1;

    List<@Nullable String> cells() {
        return cells;
    }

    /** The line on which the row starts, from 1. */
    long line() {
        return line;
    }

    @Override
    protected RecordType getRecordType() {
        return RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
        return cells.size();
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
        line = startingLineNumber;
        cells.clear();
    }

    @Override
    protected void addField(char[] buffer, int offset, int length, boolean quoted) {
        cells.add(length == 0 && !quoted ? null : new String(buffer, offset, length));
    }

    @Override
    protected void setComment(char[] buffer, int offset, int length) {
        throw new IllegalStateException("the reader is set up without comments");
    }

    @Override
    protected void setEmpty() {
        cells.add(null);
    }

    @Override
    protected CsvCells buildRecord() {
        return this;
    }
}
