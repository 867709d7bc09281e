package io.aeroarrow.internal.arrow.decode.column;

/** Stores the strings or blobs of one column as bytes. The methods follow the contract of {@link ColumnAppender}. */
public abstract class ByteColumn {

    public abstract void startBatch(int rows);

    public abstract void reserve(int rows);

    abstract void locate();

    /** Appends the {@code length} bytes at the address {@code value}. */
    public abstract void store(int row, long value, int length);

    /**
     * Appends a string if it is short and ASCII; the copy checks the bytes.
     *
     * @param value the address of the string; the word before it must be readable
     * @return false if the string is long or not ASCII, or if only {@link #store} can append it; then nothing is
     *     appended
     */
    boolean storeShortAscii(int row, long value, int length) {
        return false;
    }

    abstract void appendNull(int row);

    abstract void truncate(int rows);

    public abstract void finishBatch(int rows);

    public static IllegalStateException tooLarge(String column, String limit) {
        return new IllegalStateException("column '" + column + "' exceeds " + limit
                + " in a batch. Read fewer rows or bytes per batch, or declare a large type.");
    }
}
