package io.aeroarrow.bench;

import io.aeroarrow.bench.report.Regression;
import io.aeroarrow.bench.report.Report;
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
        description = "Tells what moved between two reports (report.json); 1 is the exit code if AeroArrow got worse.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class CompareReports implements Callable<Integer> {

    private static final int WORSE = 1;

    @Parameters(index = "0", paramLabel = "OLD", description = "the older report's report.json")
    Path older = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "the newer one's")
    Path newer = Path.of("");

    @Option(
            names = "--threshold",
            defaultValue = "0.1",
            description = "the least change of a median that counts; it must be out of the other report's rounds, too")
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
            out.println("Machine, server or parameters are not the same: what moved may be due to that.");
        }
        Regression regression = Regression.between(before, after, threshold);
        regression.moved().forEach(out::println);
        regression.appeared().forEach(what -> out.println("new     " + what));
        regression.gone().forEach(what -> out.println("gone    " + what));
        out.printf(
                "%d moved, %d of them worse; %d new, %d gone%n",
                regression.moved().size(),
                regression.moved().stream().filter(Regression.Move::isWorse).count(),
                regression.appeared().size(),
                regression.gone().size());
        return regression.isRegression() ? WORSE : 0;
    }
}
