package io.aeroarrow.bench.operations;

import com.aerospike.client.AerospikeClient;
import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.bench.measure.InterleavedRounds;
import io.aeroarrow.bench.measure.Measurement;
import io.aeroarrow.bench.report.ChartSpec;
import io.aeroarrow.bench.report.Metric;
import io.aeroarrow.bench.report.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures puts, gets, batch reads and scans of small records. */
public final class OperationsSection {

    private static final int WARM_UP = 5;

    private final BenchmarkServer server;
    private final OperationLoad load;
    private final int rounds;

    public OperationsSection(BenchmarkServer server, OperationLoad load, int rounds) {
        this.server = server;
        this.load = load;
        this.rounds = rounds;
    }

    /**
     * Runs the section.
     *
     * @param python interpreter with the Python clients; empty to leave them out
     * @param script the script that runs a Python client
     */
    public Section run(Optional<Path> python, Path script) throws Exception {
        List<BenchmarkClient> pythonClients =
                python.isPresent() ? PythonBenchmarkClient.start(python.get(), script, server) : List.of();
        try (OfficialClients official = new OfficialClients(server, load);
                AeroArrowClients ours = new AeroArrowClients(server, load)) {
            List<BenchmarkClient> all = new ArrayList<>(ours.all());
            all.addAll(official.all());
            all.addAll(pythonClients);
            truncate(all);
            try {
                return measure(all);
            } finally {
                truncate(all);
            }
        } finally {
            pythonClients.forEach(BenchmarkClient::close);
        }
    }

    private Section measure(List<BenchmarkClient> clients) throws Exception {
        for (BenchmarkClient client : clients) {
            client.run(Workload.once(ClientOperation.PUT, load), load);
        }
        ResultVerification.check(clients, server, load);
        List<Measurement> measurements = new ArrayList<>();
        for (Workload workload : Workload.all(load)) {
            for (BenchmarkClient client : clients) {
                if (runs(client, workload)) {
                    measurements.add(
                            new Measurement(workload.title(), client.contestant(), () -> client.run(workload, load)));
                }
            }
        }
        String about = """
            Each client writes and reads %,d records of three bins (integer, float, string of up to 11 characters) under \
            its own keys. put and get: one record per call. Calls are in flight on as many threads, or as futures. \
            scan: all records of a client, one call at a time. \
            Latencies are per call; throughput and CPU time are per record. Blocking clients and Python clients are \
            compared with the official Java client's blocking calls, AeroArrow's futures with its asynchronous \
            calls. The records that each client writes and reads were verified before the first round.\
            """.formatted(load.count());
        return new Section(
                "operations",
                "Operations",
                about,
                List.of(Metric.THROUGHPUT, Metric.P50, Metric.P99),
                List.of(ChartSpec.bars(Metric.THROUGHPUT, "Throughput by client")),
                rounds,
                InterleavedRounds.run(measurements, Math.min(WARM_UP, rounds - 1), rounds));
    }

    private boolean runs(BenchmarkClient client, Workload workload) {
        // A client that reads only to columns writes like another client.
        boolean writesLikeAnother = !client.supports(ClientOperation.GET);
        return client.supports(workload.operation())
                && !(workload.operation() == ClientOperation.PUT && writesLikeAnother)
                && (client instanceof JavaBenchmarkClient || workload.isMain(load));
    }

    private void truncate(List<BenchmarkClient> clients) {
        try (AerospikeClient official = new AerospikeClient(server.host(), server.port())) {
            for (BenchmarkClient client : clients) {
                official.truncate(
                        null, ContestantRecords.NAMESPACE, client.records().set(), null);
            }
        }
    }
}
