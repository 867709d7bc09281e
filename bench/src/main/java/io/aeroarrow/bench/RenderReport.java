package io.aeroarrow.bench;

import io.aeroarrow.bench.report.Report;
import io.aeroarrow.bench.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a report's Markdown and charts again, of the figures that it has. */
@Command(
        name = "render",
        description =
                "Writes the Markdown and charts of a report.json again, beside it: with other reasons, or another look.",
        mixinStandardHelpOptions = true)
final class RenderReport implements Callable<Integer> {

    @Parameters(paramLabel = "REPORT", description = "the report's report.json")
    Path report = Path.of("");

    RenderReport() {}

    @Override
    public Integer call() throws IOException {
        Path folder = Objects.requireNonNull(report.toAbsolutePath().getParent(), "a file is in a folder");
        ReportFiles.write(Report.read(report), folder);
        return 0;
    }
}
