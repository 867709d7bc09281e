package io.aeroarrow.bench.analytics;

import io.aeroarrow.bench.analytics.FrameClient.Lookups;
import io.aeroarrow.bench.analytics.FrameClient.Rows;
import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.bench.measure.InterleavedRounds;
import io.aeroarrow.bench.measure.Measurement;
import io.aeroarrow.bench.report.ChartSpec;
import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Metric;
import io.aeroarrow.bench.report.Result;
import io.aeroarrow.bench.report.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Measures the Python package beside other Python clients: scans to frames, and reads by keys. */
public final class PythonSections {

    private static final String OURS = "AeroArrow";
    private static final String OFFICIAL = "official Python client";
    private static final String AEROSPIKE_PY = "aerospike-py";
    private static final String NOT_KEPT = "batches not kept";
    private static final List<String> FRAMES = List.of("pyarrow", "pandas", "Polars");
    private static final List<Integer> KEYS = List.of(50, 500, 10_000);
    /** Keys of one round: enough for the fixed cost of a call to show, and few enough for the slow clients. */
    private static final int LOOKUPS = 100_000;

    private static final int WARM_UP = 2;

    private final BenchmarkServer server;
    private final Dataset dataset;
    private final int rounds;
    private final Path python;
    private final Path script;

    /**
     * Creates the sections.
     *
     * @param python interpreter with the packages of bench/python/requirements.txt and the wheel of AeroArrow
     * @param script the path of {@code frame_client.py}
     */
    public PythonSections(BenchmarkServer server, int records, int rounds, Path python, Path script) {
        this.server = server;
        this.dataset = Datasets.mixed(records);
        this.rounds = rounds;
        this.python = python;
        this.script = script;
    }

    /** Measures both sections. */
    public List<Section> run() throws Exception {
        DatasetLoader.load(server, dataset);
        try (FrameClient ours = start("aeroarrow");
                FrameClient official = start("official");
                FrameClient aerospikePy = start("aerospike-py");
                Clients java = Clients.connect(server)) {
            Map<String, FrameClient> clients = new LinkedHashMap<>();
            clients.put(OURS, ours);
            clients.put(OFFICIAL, official);
            clients.put(AEROSPIKE_PY, aerospikePy);
            return List.of(scans(clients, java), lookups(clients));
        }
    }

    private FrameClient start(String name) throws IOException {
        return FrameClient.start(python, script, name, server, dataset.set());
    }

    private Section scans(Map<String, FrameClient> clients, Clients java) throws Exception {
        DatasetScans reader = new DatasetScans(java, dataset);
        CostMeter meter = new CostMeter(0);
        List<Measurement> measurements = new ArrayList<>();
        for (String frame : FRAMES) {
            String workload = "to " + frame;
            @Nullable Rows first = null;
            for (Map.Entry<String, FrameClient> client : clients.entrySet()) {
                for (String form : client.getValue().scans().stream().sorted().toList()) {
                    if (!form.startsWith(frame)) {
                        continue;
                    }
                    String name =
                            client.getKey() + form.substring(frame.length()).replace(" with", ",");
                    first = require(first, client.getValue().checkScan(form), workload + ", " + name);
                    measurements.add(new Measurement(
                            workload, contestant(name), () -> client.getValue().scan(form, dataset.records())));
                }
            }
            if (frame.equals("pyarrow")) {
                measurements.add(inJava(workload, OURS, "batches kept", meter, () -> reader.byDefault(true)));
                measurements.add(
                        inJava(workload, OURS + ", " + NOT_KEPT, NOT_KEPT, meter, () -> reader.byDefault(false)));
            }
        }
        String about = """
            Scans of %,d records of 7 bins into frames, each by one thread of one process. AeroArrow reads with a \
            declared schema. The official client's `scan().results()` and aerospike-py's `query().results()` return \
            records, which `pyarrow.Table.from_pylist`, `pandas.DataFrame` or `polars.DataFrame` converts; the \
            conversion is part of the time. CPU is that of the whole process, with the JVM and all its threads. Peak \
            memory is the peak of the resident memory, with the frame. AeroArrow in Java reads the same set, and either \
            keeps all batches, as a table does, or drops them; each is compared with AeroArrow in Python, which \
            makes a table, or drops each batch. All read with the default options of AeroArrow: a second query keeps records \
            without any of the columns. Before the first round, the number of \
            rows and the values of every 97th record were compared between all clients. Versions: %s.\
            """.formatted(dataset.records(), versions(clients));
        return section(
                "python-scans",
                "Scans to frames, in Python",
                about,
                List.of(Metric.WALL, Metric.CPU, Metric.PEAK),
                List.of(
                        ChartSpec.bars(Metric.WALL, "Time of a scan to a frame"),
                        ChartSpec.bars(Metric.CPU, "Client CPU per record"),
                        ChartSpec.bars(Metric.PEAK, "Peak memory of the process")),
                measurements);
    }

    /** A scan by our Java reader, compared with the one in Python that treats batches alike. */
    private Measurement inJava(String workload, String counterpart, String how, CostMeter meter, CostMeter.Work scan) {
        return new Measurement(workload, Contestant.part("AeroArrow in Java, " + how, counterpart), () -> {
            Map<Metric, Double> figures = meter.measure(dataset.records(), 0, scan);
            return Map.of(Metric.WALL, figures.get(Metric.WALL), Metric.CPU, figures.get(Metric.CPU));
        });
    }

    private Section lookups(Map<String, FrameClient> clients) throws Exception {
        List<Measurement> measurements = new ArrayList<>();
        for (boolean found : List.of(true, false)) {
            for (int keys : KEYS) {
                if (keys > dataset.records()) {
                    continue;
                }
                int total = Math.min(LOOKUPS, dataset.records());
                int first = found ? 0 : dataset.records();
                Lookups reads = new Lookups(keys, Math.max(1, total / keys), first, dataset.records());
                String workload = String.format(Locale.ROOT, "%,d keys, %s", keys, found ? "found" : "not found");
                @Nullable Rows seen = null;
                for (Map.Entry<String, FrameClient> client : clients.entrySet()) {
                    for (String form :
                            client.getValue().lookups().stream().sorted().toList()) {
                        String name = client.getKey() + ", to " + form.replace("numpy", "NumPy");
                        Rows rows = client.getValue().checkLookup(form, reads);
                        seen = require(seen, rows, workload + ", " + name);
                        if (rows.rows() != (found ? reads.total() : 0)) {
                            throw new IllegalStateException(workload + ", " + name + ": " + rows.rows() + " records");
                        }
                        measurements.add(new Measurement(
                                workload, lookup(name), () -> client.getValue().lookup(form, reads)));
                    }
                }
            }
        }
        String about = """
            Reads of 3 bins (int64, float64 and a string) of random keys, in calls that run one after the other, %,d \
            keys a round. aerospike-py's NumPy path returns a structured array with strings of a fixed length. \
            AeroArrow returns Arrow, or the same structured array. The key tuples of the other clients are made before \
            the time starts. The values were compared between all clients before the first round. Ratios are to \
            aerospike-py's NumPy path.\
            """.formatted(Math.min(LOOKUPS, dataset.records()));
        return section(
                "python-lookups",
                "Reads by keys, in Python",
                about,
                List.of(Metric.THROUGHPUT, Metric.CPU),
                List.of(
                        ChartSpec.bars(Metric.THROUGHPUT, "Rows per second, by keys per call"),
                        ChartSpec.bars(Metric.CPU, "Client CPU per row, by keys per call")),
                measurements);
    }

    private static Contestant contestant(String name) {
        if (name.startsWith(OURS)) {
            return Contestant.ours(name, OFFICIAL);
        }
        return Contestant.other(name, name.equals(OFFICIAL) ? null : OFFICIAL);
    }

    private static Contestant lookup(String name) {
        String counterpart = AEROSPIKE_PY + ", to NumPy";
        if (name.startsWith(OURS)) {
            return Contestant.ours(name, counterpart);
        }
        return Contestant.other(name, name.equals(counterpart) ? null : counterpart);
    }

    /** Fails if a client read other values than the first one. */
    private static Rows require(@Nullable Rows first, Rows rows, String what) {
        if (first != null && !first.equals(rows)) {
            throw new IllegalStateException(what + " read " + rows + ", but the first client read " + first);
        }
        return rows;
    }

    private static String versions(Map<String, FrameClient> clients) {
        Map<String, String> versions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        clients.values().forEach(client -> versions.putAll(client.versions()));
        return versions.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private Section section(
            String id,
            String title,
            String about,
            List<Metric> compared,
            List<ChartSpec> drawings,
            List<Measurement> measurements)
            throws Exception {
        List<Result> results = InterleavedRounds.run(measurements, Math.min(WARM_UP, rounds - 1), rounds);
        return new Section(id, title, about, compared, drawings, rounds, results);
    }
}
