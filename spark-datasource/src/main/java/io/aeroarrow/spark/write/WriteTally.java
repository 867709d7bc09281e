package io.aeroarrow.spark.write;

import io.aeroarrow.arrow.write.RowFailure;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.StringValue;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * What became of the rows of a task, or of all of them.
 *
 * @param inDoubt how many of those that failed may have been written all the same
 * @param failures the first of those that failed
 */
public record WriteTally(long rows, long written, long skipped, long failed, long inDoubt, List<String> failures)
        implements WriterCommitMessage {

    public static final WriteTally NOTHING = new WriteTally(0, 0, 0, 0, 0, List.of());

    public WriteTally {
        failures = List.copyOf(failures);
    }

    /** What a write came to. */
    public static WriteTally of(WriteResult result) {
        return new WriteTally(
                result.rows(),
                result.written(),
                result.skipped(),
                result.failed(),
                result.inDoubt(),
                result.failures().stream().map(WriteTally::describe).toList());
    }

    private static String describe(RowFailure failure) {
        return "row " + failure.row() + failure.key().map(WriteTally::describe).orElse("") + ": " + failure.message()
                + (failure.inDoubt() ? "; it may have been written all the same" : "");
    }

    private static String describe(Key key) {
        Value user = key.userKey();
        if (user instanceof IntegerValue integer) {
            return " (key " + integer.value() + ")";
        } else if (user instanceof StringValue text) {
            return " (key '" + text.value() + "')";
        } else if (user instanceof BlobValue blob) {
            return " (key x'" + HexFormat.of().formatHex(blob.bytes()) + "')";
        }
        return key.knownDigest()
                .map(digest -> " (digest " + HexFormat.of().formatHex(digest.bytes()) + ")")
                .orElse("");
    }

    /** Both together, of which so many failures are described. */
    public WriteTally plus(WriteTally other, int described) {
        List<String> all = new ArrayList<>(failures);
        all.addAll(other.failures);
        return new WriteTally(
                rows + other.rows,
                written + other.written,
                skipped + other.skipped,
                failed + other.failed,
                inDoubt + other.inDoubt,
                all.subList(0, Math.min(described, all.size())));
    }

    /** All of a job's, or of an epoch's. */
    public static WriteTally sum(WriterCommitMessage[] messages, WriteTarget target) {
        WriteTally sum = NOTHING;
        for (WriterCommitMessage message : messages) {
            // Spark has none of a task that it gave up.
            if (message instanceof WriteTally tally) {
                sum = sum.plus(tally, target.options().describedFailures());
            }
        }
        return sum;
    }

    /** The same, saying in each failure where it happened. */
    public WriteTally at(String place) {
        return new WriteTally(
                rows,
                written,
                skipped,
                failed,
                inDoubt,
                failures.stream().map(failure -> place + ", " + failure).toList());
    }

    /**
     * Nothing, if no row failed.
     *
     * @throws RowsNotWrittenException otherwise
     */
    public void requireAll(String table) {
        if (failed > 0) {
            throw new RowsNotWrittenException(table, this);
        }
    }
}
