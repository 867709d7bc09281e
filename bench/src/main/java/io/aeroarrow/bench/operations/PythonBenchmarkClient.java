package io.aeroarrow.bench.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.bench.measure.JsonProcess;
import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A Python client in a separate process. The process runs for the whole benchmark, so that its rounds can be interleaved.
 * Requests and answers are lines of JSON; see {@code bench/python/benchmark_client.py}.
 */
final class PythonBenchmarkClient implements BenchmarkClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Contestant contestant;
    private final ContestantRecords records;
    private final Set<ClientOperation> operations = EnumSet.noneOf(ClientOperation.class);
    private final JsonProcess process;

    private PythonBenchmarkClient(String name, JsonProcess process) {
        this.contestant = Contestant.other(process.greeting().path("title").asText(), OfficialClients.SYNC);
        this.records = new ContestantRecords("python-" + name);
        this.process = process;
        process.greeting().path("operations").forEach(each -> operations.add(ClientOperation.valueOf(each.asText())));
    }

    /**
     * Starts all clients of the script.
     *
     * @param python interpreter with the Python clients
     * @throws IOException if a client does not start; the cause is on the console
     */
    static List<BenchmarkClient> start(Path python, Path script, BenchmarkServer server) throws IOException {
        List<BenchmarkClient> started = new ArrayList<>();
        try {
            for (String name : List.of("official", "rust-sync", "rust-async", "rust-numpy")) {
                started.add(start(python, script, server, name));
            }
        } catch (IOException e) {
            started.forEach(BenchmarkClient::close);
            throw e;
        }
        return started;
    }

    private static PythonBenchmarkClient start(Path python, Path script, BenchmarkServer server, String name)
            throws IOException {
        List<String> command = List.of(
                python.toString(),
                script.toString(),
                name,
                server.host(),
                Integer.toString(server.port()),
                ContestantRecords.NAMESPACE,
                new ContestantRecords("python-" + name).slug());
        return new PythonBenchmarkClient(name, JsonProcess.start(script + " " + name, command));
    }

    @Override
    public Contestant contestant() {
        return contestant;
    }

    @Override
    public ContestantRecords records() {
        return records;
    }

    @Override
    public boolean supports(ClientOperation operation) {
        return operations.contains(operation);
    }

    @Override
    public Map<Metric, Double> run(Workload workload, OperationLoad load) throws IOException {
        JsonNode answer = ask("run", workload, load);
        JsonNode latencies = Objects.requireNonNull(answer.get("latencies"));
        long[] nanos = new long[latencies.size()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = Objects.requireNonNull(latencies.get(i)).asLong();
        }
        return RoundFigures.figures(
                nanos, answer.path("wall").asLong(), answer.path("cpu").asLong(), workload.keys());
    }

    @Override
    public long checksum(Workload workload, OperationLoad load) throws IOException {
        return ask("checksum", workload, load).path("checksum").asLong();
    }

    private JsonNode ask(String what, Workload workload, OperationLoad load) throws IOException {
        ObjectNode question = JSON.createObjectNode()
                .put("do", what)
                .put("operation", workload.operation().name())
                .put("calls", workload.calls())
                .put("concurrency", workload.concurrency())
                .put("keys", workload.keys())
                .put("count", load.count());
        return process.ask(question);
    }

    @Override
    public void close() {
        process.close();
    }
}
