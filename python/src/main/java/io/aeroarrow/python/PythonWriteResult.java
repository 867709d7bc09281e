package io.aeroarrow.python;

import io.aeroarrow.arrow.write.RowFailure;
import io.aeroarrow.arrow.write.RowResults;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.value.ValueText;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The result of a write, with arrays for values per row. */
public final class PythonWriteResult {

    private final WriteResult result;

    PythonWriteResult(WriteResult result) {
        this.result = result;
    }

    /** {@return the numbers of rows: all, written, skipped, failed, in doubt} */
    public long[] counts() {
        return new long[] {result.rows(), result.written(), result.skipped(), result.failed(), result.inDoubt()};
    }

    /** {@return the described failures: row, key, result code, its name, in doubt, message} */
    public Object[][] failures() {
        return result.failures().stream().map(PythonWriteResult::described).toArray(Object[][]::new);
    }

    private static Object[] described(RowFailure failure) {
        return new Object[] {
            failure.row(),
            failure.key().map(PythonWriteResult::text).orElse(""),
            failure.resultCode(),
            ResultCode.find(failure.resultCode()).map(Enum::name).orElse(""),
            failure.inDoubt(),
            failure.message()
        };
    }

    private static String text(Key key) {
        if (key.userKey() instanceof Value.StringValue text) {
            return text.value();
        }
        return key.userKey() instanceof Value.NullValue ? ValueText.of(key) : ValueText.of(key.userKey());
    }

    /** {@return the names of outcomes; {@link #outcomes} has their positions} */
    public static String[] outcomeNames() {
        return Arrays.stream(RowResults.Outcome.values())
                .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    /** {@return the outcome of each row; empty unless they were kept} */
    public byte[] outcomes() {
        return result.results()
                .map(rows -> {
                    List<RowResults.Outcome> positions = List.of(RowResults.Outcome.values());
                    byte[] outcomes = new byte[rows.count()];
                    for (int row = 0; row < outcomes.length; row++) {
                        outcomes[row] = (byte) positions.indexOf(rows.outcome(row));
                    }
                    return outcomes;
                })
                .orElseGet(() -> new byte[0]);
    }

    /** {@return the result code of each row; empty unless they were kept} */
    public int[] codes() {
        return result.results()
                .map(rows -> {
                    int[] codes = new int[rows.count()];
                    for (int row = 0; row < codes.length; row++) {
                        codes[row] = rows.resultCode(row);
                    }
                    return codes;
                })
                .orElseGet(() -> new int[0]);
    }
}
