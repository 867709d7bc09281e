package io.aeroarrow.bench.analytics;

import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.Value;
import com.aerospike.client.policy.BatchPolicy;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Batch reads of random keys of a dataset, by each contestant. Calls run one after the other. */
final class DatasetLookups implements AutoCloseable {

    private static final int SEED = 7;
    private static final int DIGEST = 20;

    private final Clients clients;
    private final Dataset dataset;
    private final List<long[]> keys = new ArrayList<>();
    private final List<BigIntVector> integers = new ArrayList<>();
    private final List<FixedSizeBinaryVector> digests = new ArrayList<>();
    private long sum;

    DatasetLookups(Clients clients, Dataset dataset, int keysOfCall, int calls) {
        this.clients = clients;
        this.dataset = dataset;
        Random random = new Random(SEED);
        for (int call = 0; call < calls; call++) {
            add(random.ints(keysOfCall, 0, dataset.records()).asLongStream().toArray());
        }
    }

    private void add(long... numbers) {
        BigIntVector integer = new BigIntVector("key", clients.allocator());
        FixedSizeBinaryVector digest = new FixedSizeBinaryVector("digest", clients.allocator(), DIGEST);
        for (int i = 0; i < numbers.length; i++) {
            integer.setSafe(i, numbers[i]);
            digest.setSafe(i, key(numbers[i]).digest);
            sum += numbers[i];
        }
        integer.setValueCount(numbers.length);
        digest.setValueCount(numbers.length);
        keys.add(numbers);
        integers.add(integer);
        digests.add(digest);
    }

    private Key key(long number) {
        return new Key(Datasets.NAMESPACE, dataset.set(), Value.get(number));
    }

    int lookups() {
        return keys.stream().mapToInt(call -> call.length).sum();
    }

    /** Fails unless all contestants return the same rows. */
    void verify() {
        RowChecksum byIntegers = RowChecksum.comparing();
        RowChecksum byDigests = RowChecksum.comparing();
        RowChecksum theirs = RowChecksum.comparing();
        readToVectors(integers, byIntegers);
        readToVectors(digests, byDigests);
        readByRecords(theirs);
        byIntegers.require(lookups(), sum);
        byDigests.requireSameAs(byIntegers, "AeroArrow by digests");
        theirs.requireSameAs(byIntegers, "the official client");
    }

    long byIntegers() {
        return readCounted(integers);
    }

    long byDigests() {
        return readCounted(digests);
    }

    private long readCounted(List<? extends FieldVector> calls) {
        RowChecksum seen = RowChecksum.counting();
        long peak = readToVectors(calls, seen);
        seen.require(lookups(), sum);
        return peak;
    }

    private long readToVectors(List<? extends FieldVector> calls, RowChecksum seen) {
        try (BufferAllocator allocator = clients.allocator().newChildAllocator("lookup", 0, Long.MAX_VALUE)) {
            AeroArrowView aero = AeroArrow.over(clients.aero(), allocator);
            for (FieldVector call : calls) {
                try (VectorSchemaRoot root = aero.batchRead(Datasets.NAMESPACE, dataset.set())
                        .schema(dataset.schema())
                        .root(call)) {
                    seen.add(root);
                }
            }
            return allocator.getPeakMemoryAllocation() + PlatformDependent.usedDirectMemory();
        }
    }

    long byRecords() {
        RowChecksum seen = RowChecksum.counting();
        long peak = readByRecords(seen);
        seen.require(lookups(), sum);
        return peak;
    }

    private long readByRecords(RowChecksum seen) {
        try (BufferAllocator allocator = clients.allocator().newChildAllocator("records", 0, Long.MAX_VALUE)) {
            for (long[] call : keys) {
                Key[] asked = new Key[call.length];
                for (int i = 0; i < call.length; i++) {
                    asked[i] = key(call[i]);
                }
                try (OfficialBatches rows = new OfficialBatches(dataset.schema(), allocator, call.length, seen)) {
                    for (Record record : clients.official()
                            .get(new BatchPolicy(clients.official().batchPolicyDefault), asked, dataset.nameArray())) {
                        rows.add(record);
                    }
                }
            }
            return allocator.getPeakMemoryAllocation();
        }
    }

    /** Drains the answers and returns their bytes. */
    long drainedBytes() throws Exception {
        long bytes = 0;
        for (FixedSizeBinaryVector call : digests) {
            bytes += clients.drain().lookUp(Datasets.NAMESPACE, dataset.set(), dataset.names(), call);
        }
        return bytes;
    }

    long drain() throws Exception {
        drainedBytes();
        return PlatformDependent.usedDirectMemory();
    }

    @Override
    public void close() {
        integers.forEach(BigIntVector::close);
        digests.forEach(FixedSizeBinaryVector::close);
    }
}
