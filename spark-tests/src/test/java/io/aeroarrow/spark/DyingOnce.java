package io.aeroarrow.spark;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;

/** The rows of a task, whose first attempt dies over one of them. */
final class DyingOnce implements Iterator<Long> {

    private final Iterator<Long> rows;
    private final int last;
    private int given;

    private DyingOnce(Iterator<Long> rows, int last) {
        this.rows = rows;
        this.last = last;
    }

    /**
     * Kills the first attempt of each task.
     *
     * @param row the row that it does not get any more, counted from 1
     */
    static MapPartitionsFunction<Long, Long> at(int row) {
        return rows -> new DyingOnce(rows, row);
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public Long next() {
        given++;
        if (given == last && TaskContext.get().attemptNumber() == 0) {
            throw new IllegalStateException("killed halfway");
        }
        return rows.next();
    }
}
