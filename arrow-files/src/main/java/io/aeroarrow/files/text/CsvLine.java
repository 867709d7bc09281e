package io.aeroarrow.files.text;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;

/** The values of one line, and which of them had quotes; the same object for each line. */
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

    /** The line that it starts on, counted from 1. */
    long number() {
        return number;
    }

    boolean isEmpty() {
        return empty;
    }

    /** How long it is, about. */
    long characters() {
        return characters;
    }

    String text(int place) {
        return values[place];
    }

    boolean isNull(int place, String nullText) {
        return !quoted[place] && values[place].equals(nullText);
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
        throw new IllegalStateException("comments are not asked for");
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
