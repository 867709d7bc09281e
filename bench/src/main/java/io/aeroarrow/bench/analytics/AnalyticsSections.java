package io.aeroarrow.bench.analytics;

import io.aeroarrow.bench.Rounds;
import io.aeroarrow.bench.Target;
import io.aeroarrow.bench.Turn;
import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Drawing;
import io.aeroarrow.bench.report.Metric;
import io.aeroarrow.bench.report.Result;
import io.aeroarrow.bench.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sets and many keys into vectors: by form of the records, by size of the batch, by readers, by size of the set. */
public final class AnalyticsSections {

    private static final String OFFICIAL = "official client, to Arrow";
    private static final Contestant OURS = Contestant.ours("AeroArrow, to Arrow", OFFICIAL);
    private static final Contestant THEIRS = Contestant.other(OFFICIAL, null);
    private static final Contestant RECORDS = Contestant.part("official client, records alone", OFFICIAL);
    private static final Contestant DRAIN = Contestant.limit("drain, nothing decoded", OFFICIAL);
    private static final List<Metric> COMPARED = List.of(Metric.WALL, Metric.CPU, Metric.HEAP);
    private static final List<Integer> BATCHES = List.of(100, 1_000, 10_000, 100_000);
    private static final List<Integer> READERS = List.of(1, 2, 4);
    private static final int LOOKUPS = 100_000;
    private static final int WARM_UP = 2;
    private static final int ENOUGH_RECORDS = 400_000;

    private final Target target;
    private final int records;
    private final int rounds;
    private final Meter meter;

    public AnalyticsSections(Target target, int records, int rounds) {
        this.target = target;
        this.records = records;
        this.rounds = rounds;
        this.meter = new Meter(Math.min(ENOUGH_RECORDS, records / 2));
    }

    /** Scans, by the form of the records. */
    public Section schemas() throws Exception {
        List<Result> results = new ArrayList<>();
        List<String> sizes = new ArrayList<>();
        try (Clients clients = Clients.connect(target)) {
            for (Dataset dataset : Datasets.all(records)) {
                Loader.load(target, dataset);
                results.addAll(run(scans(clients, dataset, true)));
                sizes.add(dataset.title() + " " + new Scans(clients, dataset).drainedBytes() / dataset.records());
            }
        }
        String about = """
                Scans of whole sets into Arrow vectors of 16,384 rows, by one reader: AeroArrow; the official client's \
                `scanPartitions`, its records put into the same vectors; its records alone; and, as the limit, the same answer \
                taken in by AeroArrow's own event loop and hand-off and let go again. %,d records of 7 bins, a fifth of that \
                nested, a tenth of those with large records. Ratios are to the official client, to Arrow. What both \
                ways bring was compared before, value by value. Collections are part of the cost. Peak memory is the \
                highest use of the heap, garbage included, and of Arrow's and Netty's memory beside it. Bytes of a \
                record on the wire: %s.""".formatted(records, String.join(", ", sizes));
        return section(
                "analytics",
                "Scans to Arrow, by schema",
                about,
                List.of(
                        Drawing.bars(Metric.CPU, "Client CPU per record, and the limit"),
                        Drawing.bars(Metric.WALL, "Time of a scan, and the limit"),
                        Drawing.bars(Metric.HEAP, "Heap allocated per record")),
                results);
    }

    private List<Turn> scans(Clients clients, Dataset dataset, boolean recordsAlone) throws Exception {
        Scans scans = new Scans(clients, dataset);
        scans.verify();
        long bytes = scans.drainedBytes();
        int count = dataset.records();
        String workload = dataset.title();
        List<Turn> turns = new ArrayList<>();
        turns.add(new Turn(workload, OURS, () -> meter.measure(count, bytes, () -> scans.toVectors(1))));
        turns.add(new Turn(workload, THEIRS, () -> meter.measure(count, bytes, () -> scans.byRecords(1))));
        if (recordsAlone) {
            turns.add(new Turn(workload, RECORDS, () -> meter.measure(count, bytes, scans::recordsAlone)));
        }
        turns.add(new Turn(workload, DRAIN, () -> meter.measure(count, bytes, scans::drain)));
        return turns;
    }

    /** Batch reads, by the number of keys a call. */
    public Section batches() throws Exception {
        Dataset dataset = Datasets.mixed(records);
        Loader.load(target, dataset);
        List<Result> results = new ArrayList<>();
        int lookups = Math.min(LOOKUPS, records);
        try (Clients clients = Clients.connect(target)) {
            for (int keys : BATCHES) {
                if (keys <= lookups) {
                    try (Lookups calls = new Lookups(clients, dataset, keys, lookups / keys)) {
                        results.addAll(run(lookups(calls, String.format(Locale.ROOT, "%,d keys", keys))));
                    }
                }
            }
        }
        String about = """
                %,d random keys of %,d records of 7 bins, in calls of so many, one call after the other, into Arrow vectors. \
                The official client's `get` begins with the integers, too, and makes its keys of them; its records are put \
                into the same vectors. Digests are what a column `__digest` holds. The limit is the same answers, let go.""".formatted(lookups, records);
        return section(
                "batches",
                "Batch reads to Arrow, by keys a call",
                about,
                List.of(
                        Drawing.lines(Metric.CPU, "Client CPU per record, by keys a call"),
                        Drawing.lines(Metric.WALL, "Time of all keys, by keys a call")),
                results);
    }

    private List<Turn> lookups(Lookups calls, String workload) throws Exception {
        calls.verify();
        long bytes = calls.drainedBytes();
        int count = calls.lookups();
        return List.of(
                new Turn(
                        workload,
                        Contestant.ours("AeroArrow, int64 keys", OFFICIAL),
                        () -> meter.measure(count, bytes, calls::byIntegers)),
                new Turn(
                        workload,
                        Contestant.ours("AeroArrow, digests", OFFICIAL),
                        () -> meter.measure(count, bytes, calls::byDigests)),
                new Turn(workload, THEIRS, () -> meter.measure(count, bytes, calls::byRecords)),
                new Turn(workload, DRAIN, () -> meter.measure(count, bytes, calls::drain)));
    }

    /** Scans by several threads. */
    public Section readers() throws Exception {
        Dataset dataset = Datasets.mixed(records);
        Loader.load(target, dataset);
        List<Turn> turns = new ArrayList<>();
        try (Clients clients = Clients.connect(target)) {
            Scans scans = new Scans(clients, dataset);
            scans.verify();
            long bytes = scans.drainedBytes();
            for (int readers : READERS) {
                String workload = readers + (readers == 1 ? " reader" : " readers");
                turns.add(
                        new Turn(workload, OURS, () -> meter.measure(records, bytes, () -> scans.toVectors(readers))));
                turns.add(new Turn(
                        workload, THEIRS, () -> meter.measure(records, bytes, () -> scans.byRecords(readers))));
            }
            String about = """
                    Scans of %,d records of 7 bins by so many threads, each its part of the partitions and a connection of \
                    its own, on %d processors.""".formatted(records, Runtime.getRuntime().availableProcessors());
            return section(
                    "readers",
                    "Scans to Arrow, by readers",
                    about,
                    List.of(Drawing.lines(Metric.RATE, "Bytes a second, by readers")),
                    run(turns));
        }
    }

    /**
     * Scans of larger and larger sets.
     *
     * @param sizes in records, each a set of its own, which is deleted after it
     */
    public Section growth(List<Integer> sizes) throws Exception {
        List<Result> results = new ArrayList<>();
        try (Clients clients = Clients.connect(target)) {
            for (int size : sizes) {
                Dataset dataset = Datasets.grown(size);
                Loader.load(target, dataset);
                try {
                    results.addAll(run(scans(clients, dataset, false)));
                } finally {
                    Loader.drop(target, dataset);
                }
            }
        }
        return section(
                "growth",
                "Growth",
                Growth.tell(results, sizes),
                List.of(
                        Drawing.lines(Metric.CPU, "Client CPU per record, by size of the set"),
                        Drawing.lines(Metric.PEAK, "Peak memory, by size of the set")),
                results);
    }

    private List<Result> run(List<Turn> turns) throws Exception {
        return Rounds.run(turns, Math.min(WARM_UP, rounds - 1), rounds);
    }

    private Section section(String id, String title, String about, List<Drawing> drawings, List<Result> results) {
        return new Section(id, title, about, COMPARED, drawings, rounds, results);
    }
}
