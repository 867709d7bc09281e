package io.aeroarrow.files.internal.csv;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;

/** The values of one line, and which of them were quoted. One object is reused for all lines. */
final class CsvLine extends CsvCallbackHandler<CsvLine> {

    private String[] values = new String[16];
    private boolean[] quoted = new boolean[16];
    private int size;
    private boolean empty;
    private long number;
    private long characters;

    int size() {
        return size;
    }

    /** Returns the line number of the first line, counted from 1. Quoted values may span lines. */
    long number() {
        return number;
    }

    /** Returns whether nothing is on the line, not even a delimiter or quotes. */
    boolean isEmpty() {
        return empty;
    }

    /** Returns the approximate number of characters. */
    long characters() {
        return characters;
    }

    String text(int position) {
        return values[position];
    }

    /** Returns whether the last value was quoted. */
    boolean endsQuoted() {
        return size > 0 && quoted[size - 1];
    }

    boolean isNull(int position, String nullText) {
        return !quoted[position] && values[position].equals(nullText);
    }

    @Override
    protected RecordType getRecordType() {
        return empty ? RecordType.EMPTY : RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
        return size;
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
        number = startingLineNumber;
        size = 0;
        characters = 0;
        empty = false;
    }

    @Override
    protected void addField(char[] buffer, int offset, int length, boolean isQuoted) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
            quoted = Arrays.copyOf(quoted, size * 2);
        }
        values[size] = new String(buffer, offset, length);
        quoted[size++] = isQuoted;
        characters += length + 1L;
    }

    @Override
    protected void setComment(char[] buffer, int offset, int length) {
        throw new IllegalStateException("FastCSV parsed a comment, which this reader does not enable");
    }

    @Override
    protected void setEmpty() {
        empty = true;
        values[0] = "";
        quoted[0] = false;
        size = 1;
    }

    @Override
    protected CsvLine buildRecord() {
        return this;
    }
}
