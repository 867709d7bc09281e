package io.aeroarrow.internal.arrow.decode.column;

/** Where the bytes of texts and blobs go, in ascending rows. Called as {@link ColumnAppender} is. */
public abstract class ByteColumn {

    public abstract void startBatch(int rows);

    public abstract void reserve(int rows);

    abstract void locate();

    /** Appends a value that lies {@code length} bytes long at an address. */
    public abstract void store(int row, long value, int length);

    /**
     * Appends a short text, if it is ASCII, which can be seen while it is copied.
     *
     * @param value behind a word that can be read
     * @return false if it is not, or not short, or if this does not pay here; then nothing was appended
     */
    boolean storeShortAscii(int row, long value, int length) {
        return false;
    }

    abstract void appendNull(int row);

    abstract void truncate(int rows);

    public abstract void finishBatch(int rows);

    public static IllegalStateException tooLarge(String column, String most) {
        return new IllegalStateException("a batch holds more than " + most + " in column '" + column
                + "'; read fewer rows or bytes a batch, or declare a large type");
    }
}
