package io.aeroarrow.bench.decoding;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.Value;
import com.aerospike.client.policy.BatchPolicy;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.bench.measure.Drain;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;

/** Batch reads of all seven bins, by each contestant. */
final class SevenBinsLookups implements AutoCloseable {

    private static final int CALLS = 40;

    private final int keysPerCall;
    private final long[][] keys = new long[CALLS][];
    private final BigIntVector[] integers = new BigIntVector[CALLS];
    private final FixedSizeBinaryVector[] digests = new FixedSizeBinaryVector[CALLS];
    private final long sum;

    SevenBinsLookups(BufferAllocator allocator, int records, int keysPerCall) {
        this.keysPerCall = keysPerCall;
        Random random = new Random(7);
        long total = 0;
        for (int call = 0; call < CALLS; call++) {
            keys[call] = random.ints(keysPerCall, 0, records).asLongStream().toArray();
            integers[call] = new BigIntVector("key", allocator);
            digests[call] = new FixedSizeBinaryVector("digest", allocator, 20);
            for (int i = 0; i < keysPerCall; i++) {
                integers[call].setSafe(i, keys[call][i]);
                digests[call].setSafe(i, key(keys[call][i]).digest);
                total += keys[call][i];
            }
            integers[call].setValueCount(keysPerCall);
            digests[call].setValueCount(keysPerCall);
        }
        sum = total;
    }

    private static Key key(long number) {
        return new Key(SevenBins.NAMESPACE, SevenBins.SET, Value.get(number));
    }

    int lookups() {
        return CALLS * keysPerCall;
    }

    void byIntegers(AeroArrowView aero) {
        toVectors(aero, integers);
    }

    void byDigests(AeroArrowView aero) {
        toVectors(aero, digests);
    }

    private void toVectors(AeroArrowView aero, FieldVector[] calls) {
        long found = 0;
        for (FieldVector call : calls) {
            try (VectorSchemaRoot root = aero.batchRead(SevenBins.NAMESPACE, SevenBins.SET)
                    .schema(SevenBins.ALL)
                    .root(call)) {
                BigIntVector ids = (BigIntVector) root.getVector("id");
                for (int i = 0; i < root.getRowCount(); i++) {
                    found += ids.get(i);
                }
            }
        }
        check(found);
    }

    void toObjects(AerospikeClient official) {
        String[] bins = SevenBins.ALL.getFields().stream().map(Field::getName).toArray(String[]::new);
        long found = 0;
        for (long[] call : keys) {
            Key[] asked = new Key[call.length];
            for (int i = 0; i < call.length; i++) {
                asked[i] = key(call[i]);
            }
            for (Record record : official.get(new BatchPolicy(), asked, bins)) {
                found += record.getLong("id");
            }
        }
        check(found);
    }

    /** Receives the same records, with one request per call, and decodes nothing. */
    void drained(Drain drain) throws IOException {
        List<String> bins =
                SevenBins.ALL.getFields().stream().map(Field::getName).toList();
        for (FixedSizeBinaryVector call : digests) {
            if (drain.lookUp(SevenBins.NAMESPACE, SevenBins.SET, bins, call) < keysPerCall) {
                throw new IllegalStateException("the answer to " + keysPerCall + " keys has fewer bytes than keys");
            }
        }
    }

    private void check(long found) {
        if (found != sum) {
            throw new IllegalStateException("the records read have a sum of " + found + "; expected " + sum);
        }
    }

    @Override
    public void close() {
        for (int call = 0; call < CALLS; call++) {
            integers[call].close();
            digests[call].close();
        }
    }
}
