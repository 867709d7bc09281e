package io.aeroarrow.bench;

import io.aeroarrow.bench.analytics.Dataset;
import io.aeroarrow.bench.analytics.DatasetLoader;
import io.aeroarrow.bench.analytics.Datasets;
import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.bench.report.Report;
import io.aeroarrow.bench.report.Section;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the Spark benchmarks in a separate JVM, with the class path and JVM flags of Spark. */
final class SparkProcess {

    private static final String MAIN = "io.aeroarrow.bench.spark.SparkBenchmark";
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    private SparkProcess() {}

    /**
     * Loads the set and runs the Spark section.
     *
     * @param classpath a file in bench-spark/target that holds the class path of the module's dependencies
     * @throws IOException if the process fails; its output is on the console
     */
    static Section run(BenchmarkServer server, Path classpath, int records, int rounds)
            throws IOException, InterruptedException {
        Dataset dataset = Datasets.keyed(records);
        DatasetLoader.load(server, dataset);
        Path result = Files.createTempFile("spark-section", ".json");
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xms3g",
                    "-Xmx3g",
                    "-Djava.awt.headless=true",
                    "-Dio.netty.tryReflectionSetAccessible=true"));
            OPENED.forEach(each -> command.add("--add-opens=java.base/" + each + "=ALL-UNNAMED"));
            command.addAll(List.of(
                    "-cp",
                    classpath.resolveSibling("classes")
                            + File.pathSeparator
                            + Files.readString(classpath).strip(),
                    MAIN,
                    server.host(),
                    Integer.toString(server.port()),
                    BenchmarkServer.NAMESPACE,
                    dataset.set(),
                    Integer.toString(records),
                    Integer.toString(rounds),
                    result.toString()));
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IOException(
                        "the Spark benchmarks failed with exit code " + exit + ". The cause is in the output above.");
            }
            return Report.readSection(result);
        } finally {
            Files.delete(result);
        }
    }
}
