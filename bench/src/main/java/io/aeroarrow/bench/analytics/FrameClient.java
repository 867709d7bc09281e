package io.aeroarrow.bench.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.bench.measure.JsonProcess;
import io.aeroarrow.bench.report.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A Python client that reads into frames, in a process of its own; see {@code bench/python/frame_client.py}. */
final class FrameClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NANOS = 1e9;
    private static final double MEBIBYTE = 1L << 20;

    private final JsonProcess process;

    private FrameClient(JsonProcess process) {
        this.process = process;
    }

    /**
     * Starts a client.
     *
     * @param python interpreter with the packages of bench/python
     * @param name {@code aeroarrow}, {@code official} or {@code aerospike-py}
     */
    static FrameClient start(Path python, Path script, String name, BenchmarkServer server, String set)
            throws IOException {
        return new FrameClient(JsonProcess.start(
                script + " " + name,
                List.of(
                        python.toString(),
                        script.toString(),
                        name,
                        server.host(),
                        Integer.toString(server.port()),
                        BenchmarkServer.NAMESPACE,
                        set)));
    }

    /** A read of random keys: {@code calls} calls of {@code keys} keys from {@code first} to {@code first + records}. */
    record Lookups(int keys, int calls, int first, int records) {

        int total() {
            return keys * calls;
        }
    }

    /** What a read returned. */
    record Rows(long rows, long checksum) {}

    Set<String> scans() {
        return names("scans");
    }

    Set<String> lookups() {
        return names("lookups");
    }

    private Set<String> names(String list) {
        return StreamSupport.stream(process.greeting().path(list).spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toUnmodifiableSet());
    }

    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        process.greeting()
                .path("versions")
                .properties()
                .forEach(entry -> versions.put(entry.getKey(), entry.getValue().asText()));
        return versions;
    }

    /** Scans the whole set into a frame, and returns the figures. */
    Map<Metric, Double> scan(String frame, long records) throws IOException {
        JsonNode answer = process.ask(scanQuestion(frame, false));
        requireRows(answer, records, frame);
        return Map.of(
                Metric.WALL, answer.path("wall").asLong() / NANOS,
                Metric.CPU, answer.path("cpu").asDouble() / records,
                Metric.PEAK, answer.path("peak").asLong() / MEBIBYTE);
    }

    Rows checkScan(String frame) throws IOException {
        return rows(process.ask(scanQuestion(frame, true)));
    }

    private static ObjectNode scanQuestion(String frame, boolean check) {
        return JSON.createObjectNode().put("do", "scan").put("to", frame).put("check", check);
    }

    Map<Metric, Double> lookup(String form, Lookups lookups) throws IOException {
        JsonNode answer = process.ask(lookupQuestion(form, lookups, false));
        requireRows(answer, lookups.total(), form);
        double wall = answer.path("wall").asLong();
        return Map.of(
                Metric.THROUGHPUT, lookups.total() / (wall / NANOS),
                Metric.CPU, answer.path("cpu").asDouble() / lookups.total());
    }

    Rows checkLookup(String form, Lookups lookups) throws IOException {
        return rows(process.ask(lookupQuestion(form, lookups, true)));
    }

    private static ObjectNode lookupQuestion(String form, Lookups lookups, boolean check) {
        return JSON.createObjectNode()
                .put("do", "lookup")
                .put("to", form)
                .put("keys", lookups.keys())
                .put("calls", lookups.calls())
                .put("first", lookups.first())
                .put("records", lookups.records())
                .put("check", check);
    }

    private static Rows rows(JsonNode answer) {
        return new Rows(answer.path("rows").asLong(), answer.path("checksum").asLong());
    }

    private static void requireRows(JsonNode answer, long expected, String what) {
        if (answer.path("rows").asLong() != expected) {
            throw new IllegalStateException(
                    what + " has " + answer.path("rows").asLong() + " rows; expected " + expected);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
