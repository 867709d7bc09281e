package io.aeroarrow.bench;

import io.aeroarrow.bench.analytics.AnalyticsSections;
import io.aeroarrow.bench.analytics.PythonSections;
import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.bench.operations.OperationLoad;
import io.aeroarrow.bench.operations.OperationsSection;
import io.aeroarrow.bench.report.ConsoleTables;
import io.aeroarrow.bench.report.Environment;
import io.aeroarrow.bench.report.Metric;
import io.aeroarrow.bench.report.Report;
import io.aeroarrow.bench.report.ReportFiles;
import io.aeroarrow.bench.report.Section;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Compares AeroArrow with other clients on one server. Prints tables to the console and can write a report. */
@Command(
        name = "benchmark",
        description = "Compares AeroArrow with other clients on one server.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        subcommands = {CompareReports.class, RenderReport.class})
public final class Benchmark implements Callable<Integer> {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final List<Metric> LATENCIES = List.of(Metric.AVERAGE, Metric.P50, Metric.P99);

    @Mixin
    private final BenchmarkOptions options = new BenchmarkOptions();

    private final List<String> missing = new ArrayList<>();

    private Benchmark() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Benchmark()).execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        Instant start = Instant.now();
        String load = EnvironmentProbe.load();
        try (BenchmarkServer server = options.host.isEmpty()
                ? BenchmarkServer.embedded()
                : BenchmarkServer.external(options.host, options.port)) {
            String serverDescription = server.description();
            OUT.println("Server: " + serverDescription);
            List<Section> sections = new ArrayList<>();
            for (String name : options.sections) {
                OUT.println("Measuring: " + name);
                sections.addAll(measure(name, server));
            }
            sections.stream()
                    .filter(section -> section.id().equals("operations"))
                    .forEach(this::print);
            missing.forEach(OUT::println);
            if (options.report != null) {
                Environment environment = new Environment(
                        start.truncatedTo(ChronoUnit.SECONDS).toString(),
                        start.until(Instant.now(), ChronoUnit.SECONDS),
                        EnvironmentProbe.commit(),
                        EnvironmentProbe.machine(),
                        EnvironmentProbe.system(),
                        EnvironmentProbe.java(),
                        serverDescription,
                        load + " before, " + EnvironmentProbe.load() + " after",
                        EnvironmentProbe.versions());
                Report report = new Report(options.command, environment, options.toMap(), sections, missing);
                OUT.println("Report: " + ReportFiles.write(report, options.report));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private List<Section> measure(String name, BenchmarkServer server) throws Exception {
        return switch (name) {
            case "operations" -> List.of(operations(server));
            case "analytics" -> List.of(analytics(server).schemas());
            case "batches" -> List.of(analytics(server).batches());
            case "readers" -> List.of(analytics(server).readers());
            case "growth" -> List.of(analytics(server).growth(options.growth()));
            case "spark" -> spark(server);
            case "python" -> python(server);
            default ->
                throw new IllegalArgumentException("unknown section '" + name
                        + "'. Use operations, analytics, batches, readers, growth, spark or python.");
        };
    }

    private AnalyticsSections analytics(BenchmarkServer server) {
        return new AnalyticsSections(server, options.records(), options.analyticsRounds());
    }

    private List<Section> spark(BenchmarkServer server) throws Exception {
        if (options.sparkClasspath == null) {
            missing.add("Spark: --spark-classpath is not set");
            return List.of();
        }
        return List.of(SparkProcess.run(server, options.sparkClasspath, options.records(), options.analyticsRounds()));
    }

    private List<Section> python(BenchmarkServer server) throws Exception {
        Path python = options.python()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--python is not set, or not executable; `make python-benchmark` sets it"));
        return new PythonSections(server, options.records(), options.analyticsRounds(), python, options.frameScript)
                .run();
    }

    private Section operations(BenchmarkServer server) throws Exception {
        if (options.python().isEmpty()) {
            missing.add("the Python clients: "
                    + (options.python == null
                            ? "--python is not set"
                            : options.python + " does not exist; `make bench-python` creates it"));
        }
        OperationLoad load = new OperationLoad(options.count, options.concurrency, options.batchGroups);
        return new OperationsSection(server, load, options.rounds).run(options.python(), options.script);
    }

    private void print(Section section) {
        ConsoleTables tables = new ConsoleTables(OUT);
        tables.print(section, "Latency", LATENCIES, Metric.P50);
        tables.print(section, "Throughput", List.of(Metric.THROUGHPUT), Metric.THROUGHPUT);
    }
}
