package io.aeroarrow.internal.arrow.decode.column;

/** Stores, for each value, its index in a dictionary. */
public final class DictionaryByteColumn extends ByteColumn {

    private final IntegerAppender indexes;
    private final DictionaryValues values;
    private final String name;

    public DictionaryByteColumn(IntegerAppender indexes, DictionaryValues values, String name) {
        this.indexes = indexes;
        this.values = values;
        this.name = name;
    }

    @Override
    public void startBatch(int rows) {
        indexes.startBatch(rows);
    }

    @Override
    public void reserve(int rows) {
        indexes.reserve(rows);
    }

    @Override
    void locate() {
        indexes.locate();
    }

    @Override
    public void store(int row, long value, int length) {
        int index = values.indexOf(value, length);
        if (!indexes.appendNumber(row, index)) {
            throw new IllegalStateException("column '" + name + "' has more than " + index
                    + " distinct values, which exceeds the index type of its dictionary. Declare a wider index type.");
        }
    }

    @Override
    void appendNull(int row) {
        indexes.appendNull(row);
    }

    @Override
    void truncate(int rows) {
        indexes.truncate(rows);
    }

    @Override
    public void finishBatch(int rows) {
        indexes.finishBatch(rows);
        values.finishBatch();
    }
}
