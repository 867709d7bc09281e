package io.aeroarrow.bench.analytics;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.BatchRecord;
import com.aerospike.client.BatchWrite;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.policy.BatchPolicy;
import com.aerospike.client.policy.BatchWritePolicy;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.ScanPolicy;
import io.aeroarrow.bench.measure.BenchmarkServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Writes a dataset, unless a previous run has left it. */
public final class DatasetLoader {

    private static final int BATCH = 1_000;
    private static final int TIMEOUT_MILLIS = 60_000;

    private DatasetLoader() {}

    /** Writes the dataset if the set does not hold it yet. */
    public static void load(BenchmarkServer server, Dataset dataset) {
        ClientPolicy policy = new ClientPolicy();
        policy.batchPolicyDefault.setTimeout(TIMEOUT_MILLIS);
        try (AerospikeClient client = new AerospikeClient(policy, server.host(), server.port())) {
            if (!isLoaded(client, dataset)) {
                client.truncate(null, Datasets.NAMESPACE, dataset.set(), null);
                write(client, dataset);
            }
        }
    }

    /** Truncates the set. */
    public static void drop(BenchmarkServer server, Dataset dataset) {
        try (AerospikeClient client = new AerospikeClient(server.host(), server.port())) {
            client.truncate(null, Datasets.NAMESPACE, dataset.set(), null);
        }
    }

    /** Compares the number of records and the sum of their ids. Datasets with the same set have the same records. */
    private static boolean isLoaded(AerospikeClient client, Dataset dataset) {
        LongAdder records = new LongAdder();
        LongAdder sum = new LongAdder();
        client.scanAll(
                new ScanPolicy(),
                Datasets.NAMESPACE,
                dataset.set(),
                (key, record) -> {
                    records.increment();
                    sum.add(record.getLong("id"));
                },
                "id");
        return records.sum() == dataset.records() && sum.sum() == dataset.sumOfIds();
    }

    private static void write(AerospikeClient client, Dataset dataset) {
        BatchPolicy policy = client.copyBatchPolicyDefault();
        BatchWritePolicy writes = new BatchWritePolicy();
        writes.sendKey = dataset.keysAreStored();
        for (int from = 0; from < dataset.records(); from += BATCH) {
            List<BatchRecord> batch = new ArrayList<>();
            for (int i = from; i < Math.min(dataset.records(), from + BATCH); i++) {
                Bin[] bins = dataset.bins().apply(i);
                batch.add(new BatchWrite(
                        writes,
                        new Key(Datasets.NAMESPACE, dataset.set(), i),
                        Arrays.stream(bins).map(Operation::put).toArray(Operation[]::new)));
            }
            if (!client.operate(policy, batch)) {
                throw new IllegalStateException("a batch write to " + dataset.set() + " failed at record " + from);
            }
        }
    }
}
