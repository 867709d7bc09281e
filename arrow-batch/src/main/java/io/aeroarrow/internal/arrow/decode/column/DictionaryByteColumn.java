package io.aeroarrow.internal.arrow.decode.column;

/** The numbers of values in a dictionary. */
public final class DictionaryByteColumn extends ByteColumn {

    private final IntegerAppender numbers;
    private final DictionaryValues values;
    private final String name;

    public DictionaryByteColumn(IntegerAppender numbers, DictionaryValues values, String name) {
        this.numbers = numbers;
        this.values = values;
        this.name = name;
    }

    @Override
    public void startBatch(int rows) {
        numbers.startBatch(rows);
    }

    @Override
    public void reserve(int rows) {
        numbers.reserve(rows);
    }

    @Override
    void locate() {
        numbers.locate();
    }

    @Override
    public void store(int row, long value, int length) {
        int number = values.number(value, length);
        if (!numbers.appendNumber(row, number)) {
            throw new IllegalStateException("column '" + name + "' has more than " + number
                    + " distinct values, which the index type of its dictionary cannot number; declare a wider one");
        }
    }

    @Override
    void appendNull(int row) {
        numbers.appendNull(row);
    }

    @Override
    void truncate(int rows) {
        numbers.truncate(rows);
    }

    @Override
    public void finishBatch(int rows) {
        numbers.finishBatch(rows);
        values.finishBatch();
    }
}
