package io.aeroarrow.python;

import io.aeroarrow.arrow.Write;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.policy.TimeToLive;
import java.util.function.UnaryOperator;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.vector.ipc.ArrowReader;

/** A write. Python calls its setters, which change this object, and then {@link #run}. */
public final class PythonWrite {

    private Write write;

    PythonWrite(Write write) {
        this.write = write;
    }

    private void change(UnaryOperator<Write> change) {
        write = change.apply(write);
    }

    /**
     * Sets the column of the keys.
     *
     * @param column the name of the column
     * @param asBin whether the key is also written as a bin
     */
    public void key(String column, boolean asBin) {
        change(now -> now.keyColumn(column).keyAsBin(asBin));
    }

    /**
     * Sets the column of digests, in place of keys.
     *
     * @param column the name of the column
     */
    public void digest(String column) {
        change(now -> now.digestColumn(column));
    }

    /**
     * Sets whether the servers store the key.
     *
     * @param send whether to send it
     */
    public void sendKey(boolean send) {
        change(now -> now.sendKey(send));
    }

    /**
     * Sets the time to live of all records.
     *
     * @param seconds or a special value of {@link TimeToLive}
     */
    public void timeToLive(int seconds) {
        change(now -> now.timeToLive(new TimeToLive(seconds)));
    }

    /**
     * Sets the column of times to live.
     *
     * @param column the name of the column
     */
    public void timeToLiveColumn(String column) {
        change(now -> now.timeToLiveColumn(column));
    }

    /**
     * Writes only records of an expected generation.
     *
     * @param column the column of expected generations
     * @param kind {@code equal} or {@code greater}
     */
    public void generation(String column, String kind) {
        change(now ->
                now.generationColumn(column, PythonScan.named(GenerationCheck.Kind.class, "generation_check", kind)));
    }

    /**
     * Sets what the write does if the record exists, and if it does not exist.
     *
     * @param action such as {@code create_only}
     */
    public void exists(String action) {
        change(now -> now.existsAction(PythonScan.named(ExistsAction.class, "exists", action)));
    }

    /**
     * Sets what a null does to its bin.
     *
     * @param nulls such as {@code skip}
     */
    public void nulls(String nulls) {
        change(now -> now.nulls(PythonScan.named(NullBins.class, "nulls", nulls)));
    }

    /**
     * Limits the number of rows written per second.
     *
     * @param rows 1 or more
     */
    public void rowsPerSecond(int rows) {
        change(now -> now.rowsPerSecond(rows));
    }

    /**
     * Sets the number of rows of a batch.
     *
     * @param rows 1 or more
     */
    public void batchRows(int rows) {
        change(now -> now.batchRows(rows));
    }

    /** Keeps the outcome of each row. */
    public void keepResults() {
        change(now -> now.keepResults(true));
    }

    /**
     * Sets how many failed rows are described.
     *
     * @param rows the number of rows
     */
    public void describedFailures(int rows) {
        change(now -> now.describedFailures(rows));
    }

    /**
     * Sets whether deletes leave a tombstone.
     *
     * @param durable whether to leave a tombstone
     */
    public void durableDelete(boolean durable) {
        change(now -> now.durableDelete(durable));
    }

    /** Deletes the records of the rows. */
    public void deletes() {
        change(Write::deletes);
    }

    /**
     * Writes all rows of a stream.
     *
     * @param address a stream of Arrow's C data interface; its content is moved out
     * @return the result
     */
    public PendingCall<PythonWriteResult> run(long address) {
        Write settled = write;
        ArrowReader reader = Data.importArrayStream(PythonMemory.allocator(), ArrowArrayStream.wrap(address));
        return PendingCall.start("write", () -> {
            try (reader) {
                WriteResult result = settled.run(reader);
                return new PythonWriteResult(result);
            }
        });
    }
}
