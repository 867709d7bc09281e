package io.aeroarrow.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A process that answers requests, one line of JSON each. It runs for the whole benchmark, so that its rounds can be
 * interleaved with those of others. Its first line is a greeting.
 */
public final class JsonProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;
    private final JsonNode greeting;

    private JsonProcess(String name, Process process) throws IOException {
        this.name = name;
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.greeting = read("it started");
    }

    /**
     * Starts a process.
     *
     * @param name its name in errors
     * @throws IOException if the process does not start; the cause is on the console
     */
    public static JsonProcess start(String name, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new JsonProcess(name, process);
        } catch (IOException e) {
            process.destroy();
            throw e;
        }
    }

    public JsonNode greeting() {
        return greeting;
    }

    /**
     * Asks the process.
     *
     * @throws IOException if the process ends without an answer; the cause is on the console
     */
    public JsonNode ask(JsonNode question) throws IOException {
        in.write(question.toString());
        in.newLine();
        in.flush();
        return read("the request " + question);
    }

    private JsonNode read(String what) throws IOException {
        String answer = out.readLine();
        if (answer == null) {
            throw new IOException(name + " ended after " + what + ". The cause is in the output above.");
        }
        return JSON.readTree(answer);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
