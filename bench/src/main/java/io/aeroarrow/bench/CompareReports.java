package io.aeroarrow.bench;

import io.aeroarrow.bench.report.Report;
import io.aeroarrow.bench.report.ReportComparison;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two reports. */
@Command(
        name = "compare",
        description =
                "Lists the figures that changed between two reports (report.json). Exits with 1 if a figure of AeroArrow got worse.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class CompareReports implements Callable<Integer> {

    private static final int WORSE = 1;

    @Parameters(index = "0", paramLabel = "OLD", description = "report.json of the older report")
    Path older = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "report.json of the newer report")
    Path newer = Path.of("");

    @Option(
            names = "--threshold",
            defaultValue = "0.1",
            description = "smallest relative change of a median to list; the ranges of the rounds must not overlap")
    double threshold;

    CompareReports() {}

    @Override
    public Integer call() throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Report before = Report.read(older);
        Report after = Report.read(newer);
        if (!before.environment().machine().equals(after.environment().machine())
                || !before.environment().server().equals(after.environment().server())
                || !before.parameters().equals(after.parameters())) {
            out.println(
                    "Warning: machine, server or parameters differ between the reports. They may cause the changes.");
        }
        ReportComparison comparison = ReportComparison.between(before, after, threshold);
        comparison.changes().forEach(out::println);
        comparison.added().forEach(what -> out.println("added   " + what));
        comparison.removed().forEach(what -> out.println("removed " + what));
        out.printf(
                "%d changed, %d of them worse; %d added, %d removed%n",
                comparison.changes().size(),
                comparison.changes().stream()
                        .filter(ReportComparison.Change::isWorse)
                        .count(),
                comparison.added().size(),
                comparison.removed().size());
        return comparison.isRegression() ? WORSE : 0;
    }
}
