package io.aeroarrow.bench.decoding;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.policy.ScanPolicy;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Scans of some of the seven bins, by each contestant. All sum one bin, which proves that they decode it. */
final class SevenBinsScans {

    private final Schema schema;
    private final int records;

    SevenBinsScans(Schema schema, int records) {
        this.schema = schema;
        this.records = records;
    }

    List<String> bins() {
        return schema.getFields().stream().map(Field::getName).toList();
    }

    void toVectors(AeroArrowView aero) throws Exception {
        long rows = 0;
        long sum = 0;
        AeroArrowView reading =
                aero.with(aero.options().withEmptyRecords(EmptyRecords.DROP).withReuseMemory(true));
        try (ArrowReader reader =
                reading.scan(SevenBins.NAMESPACE, SevenBins.SET).schema(schema).reader()) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            BigIntVector ids = (BigIntVector) root.getVector("id");
            while (reader.loadNextBatch()) {
                rows += root.getRowCount();
                for (int i = 0; i < root.getRowCount(); i++) {
                    sum += ids.get(i);
                }
            }
        }
        check(rows, sum);
    }

    void toObjects(AerospikeClient official) {
        LongAdder rows = new LongAdder();
        LongAdder sum = new LongAdder();
        official.scanAll(
                new ScanPolicy(),
                SevenBins.NAMESPACE,
                SevenBins.SET,
                (key, record) -> {
                    rows.increment();
                    sum.add(record.getLong("id"));
                },
                bins().toArray(String[]::new));
        check(rows.sum(), sum.sum());
    }

    private void check(long rows, long sum) {
        long wanted = (long) records * (records - 1) / 2;
        if (rows != records || sum != wanted) {
            throw new IllegalStateException(
                    "read " + rows + " rows with a sum of " + sum + "; expected " + records + " rows with " + wanted);
        }
    }
}
