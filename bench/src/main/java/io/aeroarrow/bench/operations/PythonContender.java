package io.aeroarrow.bench.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aeroarrow.bench.Target;
import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Metric;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A Python client in a process of its own, which lives for the whole run, so that its rounds come in between those of the
 * others. Each line that it is sent asks for something, each line it says answers; see {@code python/contender.py}.
 */
final class PythonContender implements Contender {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Contestant contestant;
    private final Records records;
    private final Set<Operation> operations = EnumSet.noneOf(Operation.class);
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    private PythonContender(String name, Process process, BufferedReader out, JsonNode greeting) {
        this.contestant = Contestant.other(greeting.path("title").asText(), OfficialContenders.SYNC);
        this.records = new Records("python-" + name);
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = out;
        greeting.path("operations").forEach(each -> operations.add(Operation.valueOf(each.asText())));
    }

    /**
     * Starts all that the script knows.
     *
     * @param python an interpreter that has the clients
     * @throws IOException if one does not start; the message has what it said instead
     */
    static List<Contender> start(Path python, Path script, Target target) throws IOException {
        List<Contender> started = new ArrayList<>();
        try {
            for (String name : List.of("official", "rust-sync", "rust-async", "rust-numpy")) {
                started.add(start(python, script, target, name));
            }
        } catch (IOException e) {
            started.forEach(Contender::close);
            throw e;
        }
        return started;
    }

    private static PythonContender start(Path python, Path script, Target target, String name) throws IOException {
        Process process = new ProcessBuilder(
                        python.toString(),
                        script.toString(),
                        name,
                        target.host(),
                        Integer.toString(target.port()),
                        Records.NAMESPACE,
                        new Records("python-" + name).slug())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String greeting = out.readLine();
        if (greeting == null) {
            process.destroy();
            throw new IOException(script + " " + name + " ended at once; see above for why");
        }
        return new PythonContender(name, process, out, JSON.readTree(greeting));
    }

    @Override
    public Contestant contestant() {
        return contestant;
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public boolean does(Operation operation) {
        return operations.contains(operation);
    }

    @Override
    public Map<Metric, Double> run(Operation operation, Load load) throws IOException {
        JsonNode answer = ask("run", operation, load);
        JsonNode latencies = Objects.requireNonNull(answer.get("latencies"));
        long[] nanos = new long[latencies.size()];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = Objects.requireNonNull(latencies.get(i)).asLong();
        }
        return Latencies.figures(
                nanos, answer.path("wall").asLong(), answer.path("cpu").asLong(), operation.records(load));
    }

    @Override
    public long checksum(Operation operation, Load load) throws IOException {
        return ask("checksum", operation, load).path("checksum").asLong();
    }

    private JsonNode ask(String what, Operation operation, Load load) throws IOException {
        ObjectNode question = JSON.createObjectNode()
                .put("do", what)
                .put("operation", operation.name())
                .put("calls", operation.calls(load))
                .put("concurrency", operation.concurrency(load))
                .put("keys", load.keysOfGroup());
        in.write(question.toString());
        in.newLine();
        in.flush();
        String answer = out.readLine();
        if (answer == null) {
            throw new IOException(contestant.name() + " ended at " + what + " " + operation + "; see above for why");
        }
        return JSON.readTree(answer);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
