package io.aeroarrow.bench;

import io.aeroarrow.bench.report.Report;
import io.aeroarrow.bench.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Renders a report's Markdown and charts from its JSON. */
@Command(
        name = "render",
        description = "Renders Markdown and charts from report.json into its folder. Figures do not change.",
        mixinStandardHelpOptions = true)
final class RenderReport implements Callable<Integer> {

    @Parameters(paramLabel = "REPORT", description = "report.json of the report")
    Path report = Path.of("");

    RenderReport() {}

    @Override
    public Integer call() throws IOException {
        Path folder =
                Objects.requireNonNull(report.toAbsolutePath().getParent(), "an absolute path of a file has a parent");
        ReportFiles.write(Report.read(report), folder);
        return 0;
    }
}
