package io.aeroarrow.bench;

import io.aeroarrow.bench.analytics.AnalyticsSections;
import io.aeroarrow.bench.operations.Load;
import io.aeroarrow.bench.operations.OperationsSection;
import io.aeroarrow.bench.report.ConsoleTables;
import io.aeroarrow.bench.report.Environment;
import io.aeroarrow.bench.report.Metric;
import io.aeroarrow.bench.report.Report;
import io.aeroarrow.bench.report.ReportFiles;
import io.aeroarrow.bench.report.Section;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** AeroArrow beside other clients, on one server, as tables on the console and as a report. */
@Command(
        name = "benchmark",
        description = "Measures AeroArrow beside other clients on one server.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        subcommands = {CompareReports.class, RenderReport.class})
public final class Benchmark implements Callable<Integer> {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final List<Metric> LATENCIES = List.of(Metric.AVERAGE, Metric.P50, Metric.P99);

    @Mixin
    private final Parameters parameters = new Parameters();

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
        String load = Surroundings.load();
        try (Target target =
                parameters.host.isEmpty() ? Target.embedded() : Target.named(parameters.host, parameters.port)) {
            String server = target.description();
            OUT.println("On " + server);
            List<Section> sections = new ArrayList<>();
            for (String name : parameters.sections) {
                OUT.println("Measuring: " + name);
                sections.addAll(measure(name, target));
            }
            sections.stream()
                    .filter(section -> section.id().equals("operations"))
                    .forEach(this::print);
            missing.forEach(OUT::println);
            if (parameters.report != null) {
                Environment environment = new Environment(
                        start.truncatedTo(ChronoUnit.SECONDS).toString(),
                        start.until(Instant.now(), ChronoUnit.SECONDS),
                        Surroundings.commit(),
                        Surroundings.machine(),
                        Surroundings.system(),
                        Surroundings.java(),
                        server,
                        load + " before, " + Surroundings.load() + " after",
                        Surroundings.versions());
                Report report = new Report(parameters.command, environment, parameters.toMap(), sections, missing);
                OUT.println("Report: " + ReportFiles.write(report, parameters.report));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private List<Section> measure(String name, Target target) throws Exception {
        return switch (name) {
            case "operations" -> List.of(operations(target));
            case "analytics" -> List.of(analytics(target).schemas());
            case "batches" -> List.of(analytics(target).batches());
            case "readers" -> List.of(analytics(target).readers());
            case "growth" -> List.of(analytics(target).growth(parameters.growth()));
            case "spark" -> spark(target);
            default ->
                throw new IllegalArgumentException("there is no section " + name
                        + "; there are operations, analytics, batches, readers, growth and spark");
        };
    }

    private AnalyticsSections analytics(Target target) {
        return new AnalyticsSections(target, parameters.records(), parameters.analyticsRounds());
    }

    private List<Section> spark(Target target) throws Exception {
        if (parameters.sparkClasspath == null) {
            missing.add("Spark: --spark-classpath names no class path");
            return List.of();
        }
        return List.of(SparkProcess.run(
                target, parameters.sparkClasspath, parameters.records(), parameters.analyticsRounds()));
    }

    private Section operations(Target target) throws Exception {
        if (parameters.python().isEmpty()) {
            missing.add("the Python clients: "
                    + (parameters.python == null
                            ? "no interpreter was named"
                            : parameters.python + " is not there; `make bench-python` makes it"));
        }
        Load load = new Load(parameters.count, parameters.concurrency, parameters.batchGroups);
        return new OperationsSection(target, load, parameters.rounds).run(parameters.python(), parameters.script);
    }

    private void print(Section section) {
        ConsoleTables tables = new ConsoleTables(OUT);
        tables.print(section, "Latency", LATENCIES, Metric.P50);
        tables.print(section, "Throughput", List.of(Metric.THROUGHPUT), Metric.THROUGHPUT);
    }
}
