package io.aeroarrow.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A separate JVM for the servers of a measurement, so that their memory is not counted. */
final class ServerProcess {

    /** The first argument of the main class in that JVM. */
    static final String SERVE = "serve";

    /** What is measured while the servers run. */
    @FunctionalInterface
    interface MeasuredRun {
        void run() throws Exception;
    }

    private ServerProcess() {}

    /**
     * Starts the JVM, waits until its servers are loaded, measures, and ends the JVM.
     *
     * @param heap the maximum heap size, as the JVM option {@code -Xmx} takes it
     * @param main the main class of the JVM, which calls {@link #serveUntilInputEnds}
     * @param arguments the arguments of the main class after {@link #SERVE}
     * @throws IllegalStateException if the JVM ends before its servers are loaded
     */
    static void run(String heap, Class<?> main, List<String> arguments, MeasuredRun measured) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                SERVE));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader ready = process.inputReader(StandardCharsets.UTF_8)) {
            if (ready.readLine() == null) {
                throw new IllegalStateException("the servers did not start; see the error output of their JVM");
            }
            measured.run();
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    /** Reports that the servers are loaded, and returns when the measuring JVM closes the input of this one. */
    static void serveUntilInputEnds(PrintStream out) throws IOException {
        out.println("ready");
        while (System.in.read() >= 0) {
            // The input has no content.
        }
    }
}
