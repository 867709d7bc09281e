package io.aeroarrow.demo;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.WritePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Row;

/** Writes rows as records, with several threads. Nulls are left out. */
final class SampleDataLoader {

    private static final int THREADS = 8;

    private final AeroArrowClient client;
    private final String namespace;

    SampleDataLoader(AeroArrowClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Returns the user key of a row. */
    @FunctionalInterface
    interface KeyOf {
        Value key(int number, Row row);
    }

    /** Writes all rows and returns their number. */
    int load(List<Row> rows, String set, KeyOf keyOf) throws InterruptedException {
        ExecutorService writers = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> shares = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                shares.add(() -> loadShare(rows, first, set, keyOf));
            }
            for (Future<Integer> share : writers.invokeAll(shares)) {
                share.get();
            }
            return rows.size();
        } catch (ExecutionException e) {
            throw new IllegalStateException("writing to set '" + set + "' failed", e.getCause());
        } finally {
            writers.shutdownNow();
        }
    }

    private int loadShare(List<Row> rows, int first, String set, KeyOf keyOf) {
        int written = 0;
        for (int i = first; i < rows.size(); i += THREADS) {
            Row row = rows.get(i);
            client.put(new Key(namespace, set, keyOf.key(i, row)), bins(row), WritePolicy.DEFAULT);
            written++;
        }
        return written;
    }

    private static List<Bin> bins(Row row) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            if (!row.isNullAt(i)) {
                bins.add(new Bin(row.schema().fieldNames()[i], value(row.get(i))));
            }
        }
        return bins;
    }

    private static Value value(Object value) {
        if (value instanceof Double real) {
            return Value.of(real);
        } else if (value instanceof Number number) {
            return Value.of(number.longValue());
        } else if (value instanceof Boolean bool) {
            return Value.of(bool);
        }
        return Value.of(value.toString());
    }
}
