package io.aeroarrow.bench.analytics;

import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.bench.measure.InterleavedRounds;
import io.aeroarrow.bench.measure.Measurement;
import io.aeroarrow.bench.report.ChartSpec;
import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Metric;
import io.aeroarrow.bench.report.Result;
import io.aeroarrow.bench.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures reads to Arrow vectors by schema, by keys per call, by number of readers, and by size of the set. */
public final class AnalyticsSections {

    private static final String OFFICIAL = "official client, to Arrow";
    private static final Contestant OURS = Contestant.ours("AeroArrow, to Arrow", OFFICIAL);
    private static final Contestant OFFICIAL_TO_ARROW = Contestant.other(OFFICIAL, null);
    private static final Contestant RECORDS = Contestant.part("official client, records alone", OFFICIAL);
    private static final Contestant DRAIN = Contestant.limit("drain, nothing decoded", OFFICIAL);
    private static final List<Metric> COMPARED = List.of(Metric.WALL, Metric.CPU, Metric.HEAP);
    private static final List<Integer> BATCHES = List.of(100, 1_000, 10_000, 100_000);
    private static final List<Integer> READERS = List.of(1, 2, 4);
    private static final int LOOKUPS = 100_000;
    private static final int WARM_UP = 2;
    private static final int ENOUGH_RECORDS = 400_000;

    private final BenchmarkServer server;
    private final int records;
    private final int rounds;
    private final CostMeter meter;

    public AnalyticsSections(BenchmarkServer server, int records, int rounds) {
        this.server = server;
        this.records = records;
        this.rounds = rounds;
        this.meter = new CostMeter(Math.min(ENOUGH_RECORDS, records / 2));
    }

    /** Measures scans by schema. */
    public Section schemas() throws Exception {
        List<Result> results = new ArrayList<>();
        List<String> sizes = new ArrayList<>();
        try (Clients clients = Clients.connect(server)) {
            for (Dataset dataset : Datasets.all(records)) {
                DatasetLoader.load(server, dataset);
                results.addAll(run(scans(clients, dataset, true)));
                sizes.add(
                        dataset.title() + " " + new DatasetScans(clients, dataset).drainedBytes() / dataset.records());
            }
        }
        String about = """
                Scans of whole sets into Arrow vectors of 16,384 rows, by one reader. The contestants are: AeroArrow; the \
                official client's `scanPartitions` with its records written to the same vectors; its records alone; and, as \
                the limit, AeroArrow's own reading of the same answer with nothing decoded. The sets have %,d records of 7 \
                bins, a fifth of that number for nested values, and less for large records. Ratios are to the official \
                client, to Arrow. The values that both read were compared before the first round. Garbage collections \
                are part of the cost. Peak memory is the peak of the heap, including garbage, plus the memory of Arrow \
                and Netty. Bytes per record on the wire: %s.""".formatted(records, String.join(", ", sizes));
        return section(
                "analytics",
                "Scans to Arrow, by schema",
                about,
                List.of(
                        ChartSpec.bars(Metric.CPU, "Client CPU per record, with the limit"),
                        ChartSpec.bars(Metric.WALL, "Time of a scan, with the limit"),
                        ChartSpec.bars(Metric.HEAP, "Heap allocated per record")),
                results);
    }

    private List<Measurement> scans(Clients clients, Dataset dataset, boolean recordsAlone) throws Exception {
        DatasetScans scans = new DatasetScans(clients, dataset);
        scans.verify();
        long bytes = scans.drainedBytes();
        int count = dataset.records();
        String workload = dataset.title();
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(new Measurement(workload, OURS, () -> meter.measure(count, bytes, () -> scans.toVectors(1))));
        measurements.add(new Measurement(
                workload, OFFICIAL_TO_ARROW, () -> meter.measure(count, bytes, () -> scans.byRecords(1))));
        if (recordsAlone) {
            measurements.add(
                    new Measurement(workload, RECORDS, () -> meter.measure(count, bytes, scans::recordsAlone)));
        }
        measurements.add(new Measurement(workload, DRAIN, () -> meter.measure(count, bytes, scans::drain)));
        return measurements;
    }

    /** Measures batch reads by the number of keys per call. */
    public Section batches() throws Exception {
        Dataset dataset = Datasets.mixed(records);
        DatasetLoader.load(server, dataset);
        List<Result> results = new ArrayList<>();
        int lookups = Math.min(LOOKUPS, records);
        try (Clients clients = Clients.connect(server)) {
            for (int keys : BATCHES) {
                if (keys <= lookups) {
                    try (DatasetLookups calls = new DatasetLookups(clients, dataset, keys, lookups / keys)) {
                        results.addAll(run(lookups(calls, String.format(Locale.ROOT, "%,d keys", keys))));
                    }
                }
            }
        }
        String about = """
                %,d random keys of %,d records of 7 bins, in calls that run one after the other, into Arrow vectors. The \
                official client's `get` also starts from integers and creates its keys from them. Its records are written \
                to the same vectors. Digests are the values of a `__digest` column. The limit reads the same answers and \
                decodes nothing.""".formatted(lookups, records);
        return section(
                "batches",
                "Batch reads to Arrow, by keys per call",
                about,
                List.of(
                        ChartSpec.lines(Metric.CPU, "Client CPU per record, by keys per call"),
                        ChartSpec.lines(Metric.WALL, "Time for all keys, by keys per call")),
                results);
    }

    private List<Measurement> lookups(DatasetLookups calls, String workload) throws Exception {
        calls.verify();
        long bytes = calls.drainedBytes();
        int count = calls.lookups();
        return List.of(
                new Measurement(
                        workload,
                        Contestant.ours("AeroArrow, int64 keys", OFFICIAL),
                        () -> meter.measure(count, bytes, calls::byIntegers)),
                new Measurement(
                        workload,
                        Contestant.ours("AeroArrow, digests", OFFICIAL),
                        () -> meter.measure(count, bytes, calls::byDigests)),
                new Measurement(workload, OFFICIAL_TO_ARROW, () -> meter.measure(count, bytes, calls::byRecords)),
                new Measurement(workload, DRAIN, () -> meter.measure(count, bytes, calls::drain)));
    }

    /** Measures scans by the number of reader threads. */
    public Section readers() throws Exception {
        Dataset dataset = Datasets.mixed(records);
        DatasetLoader.load(server, dataset);
        List<Measurement> measurements = new ArrayList<>();
        try (Clients clients = Clients.connect(server)) {
            DatasetScans scans = new DatasetScans(clients, dataset);
            scans.verify();
            long bytes = scans.drainedBytes();
            for (int readers : READERS) {
                String workload = readers + (readers == 1 ? " reader" : " readers");
                measurements.add(new Measurement(
                        workload, OURS, () -> meter.measure(records, bytes, () -> scans.toVectors(readers))));
                measurements.add(new Measurement(
                        workload,
                        OFFICIAL_TO_ARROW,
                        () -> meter.measure(records, bytes, () -> scans.byRecords(readers))));
            }
            String about = """
                    Scans of %,d records of 7 bins on %d processors. Each reader thread has its own share of the partitions \
                    and its own connection.""".formatted(records, Runtime.getRuntime().availableProcessors());
            return section(
                    "readers",
                    "Scans to Arrow, by readers",
                    about,
                    List.of(ChartSpec.lines(Metric.RATE, "Bytes per second, by readers")),
                    run(measurements));
        }
    }

    /**
     * Measures scans by the size of the set.
     *
     * @param sizes records of each set; each set is deleted after its scan
     */
    public Section growth(List<Integer> sizes) throws Exception {
        List<Result> results = new ArrayList<>();
        try (Clients clients = Clients.connect(server)) {
            for (int size : sizes) {
                Dataset dataset = Datasets.grown(size);
                DatasetLoader.load(server, dataset);
                try {
                    results.addAll(run(scans(clients, dataset, false)));
                } finally {
                    DatasetLoader.drop(server, dataset);
                }
            }
        }
        return section(
                "growth",
                "Growth",
                GrowthSummary.describe(results, sizes),
                List.of(
                        ChartSpec.lines(Metric.CPU, "Client CPU per record, by size of the set"),
                        ChartSpec.lines(Metric.PEAK, "Peak memory, by size of the set")),
                results);
    }

    private List<Result> run(List<Measurement> measurements) throws Exception {
        return InterleavedRounds.run(measurements, Math.min(WARM_UP, rounds - 1), rounds);
    }

    private Section section(String id, String title, String about, List<ChartSpec> drawings, List<Result> results) {
        return new Section(id, title, about, COMPARED, drawings, rounds, results);
    }
}
