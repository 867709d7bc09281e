package io.aeroarrow.bench.analytics;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.policy.ScanPolicy;
import com.aerospike.client.query.PartitionFilter;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.bench.measure.Cost;
import io.aeroarrow.bench.measure.Drain;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/** Scans of a dataset by each contestant. All use the same batch size and reuse the vectors. */
final class DatasetScans {

    private static final int BATCH_ROWS = 16_384;

    private final Clients clients;
    private final Dataset dataset;

    DatasetScans(Clients clients, Dataset dataset) {
        this.clients = clients;
        this.dataset = dataset;
    }

    /** Fails unless both contestants write the same rows to vectors. */
    void verify() throws Exception {
        RowChecksum ours = RowChecksum.comparing();
        RowChecksum theirs = RowChecksum.comparing();
        readToVectors(1, ours);
        readByRecords(1, theirs);
        ours.require(dataset.records(), dataset.sumOfIds());
        theirs.requireSameAs(ours, "the official client");
    }

    long toVectors(int readers) throws Exception {
        RowChecksum seen = RowChecksum.counting();
        long peak = readToVectors(readers, seen);
        seen.require(dataset.records(), dataset.sumOfIds());
        return peak;
    }

    /**
     * Scans by one reader with the default options, which keep records without any of the columns, as Python does.
     *
     * @param keep whether to keep all batches until the end
     */
    long byDefault(boolean keep) throws Exception {
        try (BufferAllocator allocator = clients.allocator().newChildAllocator("kept", 0, Long.MAX_VALUE)) {
            AeroArrowView aero = AeroArrow.over(clients.aero(), allocator);
            List<ArrowRecordBatch> batches = new ArrayList<>();
            long rows = 0;
            try (ArrowReader reader = aero.scan(Datasets.NAMESPACE, dataset.set())
                    .schema(dataset.schema())
                    .reader()) {
                VectorUnloader unloader = new VectorUnloader(reader.getVectorSchemaRoot());
                while (reader.loadNextBatch()) {
                    rows += reader.getVectorSchemaRoot().getRowCount();
                    if (keep) {
                        try (ArrowRecordBatch batch = unloader.getRecordBatch()) {
                            // A batch of a reader ends with it.
                            batches.add(batch.cloneWithTransfer(allocator));
                        }
                    }
                }
            }
            batches.forEach(ArrowRecordBatch::close);
            if (rows != dataset.records()) {
                throw new IllegalStateException(rows + " rows were read; expected " + dataset.records());
            }
            return allocator.getPeakMemoryAllocation();
        }
    }

    long byRecords(int readers) throws Exception {
        RowChecksum seen = RowChecksum.counting();
        long peak = readByRecords(readers, seen);
        seen.require(dataset.records(), dataset.sumOfIds());
        return peak;
    }

    private long readToVectors(int readers, RowChecksum seen) throws Exception {
        try (BufferAllocator allocator = clients.allocator().newChildAllocator("scan", 0, Long.MAX_VALUE)) {
            AeroArrowView aero = AeroArrow.over(clients.aero(), allocator);
            List<? extends ArrowReader> all = aero.with(aero.options()
                            .withEmptyRecords(EmptyRecords.DROP)
                            .withReuseMemory(true)
                            .withBatchRows(BATCH_ROWS))
                    .scan(Datasets.NAMESPACE, dataset.set())
                    .schema(dataset.schema())
                    .readers(readers);
            inParallel(all.stream()
                    .<Cost.Work>map(reader -> () -> readAll(reader, seen))
                    .toList());
            return allocator.getPeakMemoryAllocation() + PlatformDependent.usedDirectMemory();
        }
    }

    private static void readAll(ArrowReader reader, RowChecksum seen) throws Exception {
        try (reader) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                seen.add(root);
            }
        }
    }

    private long readByRecords(int readers, RowChecksum seen) throws Exception {
        try (BufferAllocator allocator = clients.allocator().newChildAllocator("records", 0, Long.MAX_VALUE)) {
            List<Cost.Work> parts = new ArrayList<>();
            int share = PartitionSet.PARTITIONS / readers;
            for (int i = 0; i < readers; i++) {
                int first = i * share;
                int count = i == readers - 1 ? PartitionSet.PARTITIONS - first : share;
                parts.add(() -> readPart(PartitionFilter.range(first, count), allocator, seen));
            }
            inParallel(parts);
            return allocator.getPeakMemoryAllocation();
        }
    }

    private void readPart(PartitionFilter part, BufferAllocator allocator, RowChecksum seen) {
        try (OfficialBatches rows = new OfficialBatches(dataset.schema(), allocator, BATCH_ROWS, seen)) {
            clients.official()
                    .scanPartitions(
                            new ScanPolicy(),
                            part,
                            Datasets.NAMESPACE,
                            dataset.set(),
                            (key, record) -> rows.add(record),
                            dataset.nameArray());
            rows.flush();
        }
    }

    /** Scans with the official client, without vectors. */
    long recordsAlone() {
        LongAdder rows = new LongAdder();
        LongAdder sum = new LongAdder();
        AerospikeClient official = clients.official();
        official.scanAll(
                new ScanPolicy(),
                Datasets.NAMESPACE,
                dataset.set(),
                (key, record) -> {
                    rows.increment();
                    sum.add(record.getLong("id"));
                },
                dataset.nameArray());
        if (rows.sum() != dataset.records() || sum.sum() != dataset.sumOfIds()) {
            throw new IllegalStateException("the official client read " + rows + " rows with an id sum of " + sum
                    + "; expected " + dataset.records() + " rows with " + dataset.sumOfIds());
        }
        return 0;
    }

    /** Drains the answer and returns its bytes. */
    long drainedBytes() throws Exception {
        Drain drain = clients.drain();
        return drain.scan(Datasets.NAMESPACE, dataset.set(), dataset.names(), 0, chunk -> {});
    }

    long drain() throws Exception {
        drainedBytes();
        return PlatformDependent.usedDirectMemory();
    }

    private static void inParallel(List<Cost.Work> parts) throws Exception {
        if (parts.size() == 1) {
            parts.get(0).run();
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Cost.Work part : parts) {
                running.add(threads.submit(() -> {
                    part.run();
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
