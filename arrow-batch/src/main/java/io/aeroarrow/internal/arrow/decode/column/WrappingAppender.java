package io.aeroarrow.internal.arrow.decode.column;

/** Reads values in a form of its own, and leaves the vector to the appender of its type. */
public abstract class WrappingAppender extends ColumnAppender {

    /** The appender of the column's type. */
    protected final ColumnAppender column;

    protected WrappingAppender(ColumnAppender column) {
        this.column = column;
    }

    @Override
    public final void startBatch(int rows) {
        column.startBatch(rows);
    }

    @Override
    public final void appendNull(int row) {
        column.appendNull(row);
    }

    @Override
    public final void reserve(int rows) {
        column.reserve(rows);
    }

    @Override
    public final void locate() {
        column.locate();
    }

    @Override
    public final void truncate(int rows) {
        column.truncate(rows);
    }

    @Override
    public final void finishBatch(int rows) {
        column.finishBatch(rows);
    }
}
