package io.aeroarrow.spark;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;

/** The rows of a task whose first attempt fails at one of them. */
final class FailingFirstAttempt implements Iterator<Long> {

    private final Iterator<Long> rows;
    private final int failingRow;
    private int row;

    private FailingFirstAttempt(Iterator<Long> rows, int failingRow) {
        this.rows = rows;
        this.failingRow = failingRow;
    }

    /**
     * Fails the first attempt of each task.
     *
     * @param row the row that the first attempt fails to return, counted from 1
     */
    static MapPartitionsFunction<Long, Long> at(int row) {
        return rows -> new FailingFirstAttempt(rows, row);
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public Long next() {
        row++;
        if (row == failingRow && TaskContext.get().attemptNumber() == 0) {
            throw new IllegalStateException("the first attempt fails");
        }
        return rows.next();
    }
}
