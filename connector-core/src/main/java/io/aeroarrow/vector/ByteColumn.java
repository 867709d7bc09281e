package io.aeroarrow.vector;

/** Where the bytes of texts and blobs go, in ascending rows. Called as {@link ColumnAppender} is. */
abstract class ByteColumn {

    abstract void startBatch(int rows);

    abstract void reserve(int rows);

    abstract void locate();

    /** Appends a value that lies {@code length} bytes long at an address. */
    abstract void store(int row, long value, int length);

    abstract void appendNull(int row);

    abstract void truncate(int rows);

    abstract void finishBatch(int rows);

    static IllegalStateException tooLarge(String column, String most) {
        return new IllegalStateException("a batch holds more than " + most + " in column '" + column
                + "'; read fewer rows or bytes a batch, or declare a large type");
    }
}
