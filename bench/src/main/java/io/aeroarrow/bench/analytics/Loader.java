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
import io.aeroarrow.bench.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Writes a dataset, unless it is there from a run before. */
public final class Loader {

    private static final int BATCH = 1_000;
    private static final int TIMEOUT_MILLIS = 60_000;

    private Loader() {}

    /** Makes sure that it is there. */
    public static void load(Target target, Dataset dataset) {
        ClientPolicy policy = new ClientPolicy();
        policy.batchPolicyDefault.setTimeout(TIMEOUT_MILLIS);
        try (AerospikeClient client = new AerospikeClient(policy, target.host(), target.port())) {
            if (!isThere(client, dataset)) {
                client.truncate(null, Datasets.NAMESPACE, dataset.set(), null);
                write(client, dataset);
            }
        }
    }

    /** Deletes it. */
    public static void drop(Target target, Dataset dataset) {
        try (AerospikeClient client = new AerospikeClient(target.host(), target.port())) {
            client.truncate(null, Datasets.NAMESPACE, dataset.set(), null);
        }
    }

    /** Whether there are as many records, and their numbers add up. Datasets of one set have the same records. */
    private static boolean isThere(AerospikeClient client, Dataset dataset) {
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
