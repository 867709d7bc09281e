package io.aeroarrow.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a report: {@code report.json}, {@code report.md} and its charts. */
public final class ReportFiles {

    private ReportFiles() {}

    /**
     * Writes into a folder, which is made if it is not there; charts of an older report there go.
     *
     * @return the Markdown
     */
    public static Path write(Report report, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var old = Files.newDirectoryStream(folder, "*.svg")) {
            for (Path chart : old) {
                Files.delete(chart);
            }
        }
        Map<String, List<ChartFile>> charts = new LinkedHashMap<>();
        for (Section section : report.sections()) {
            charts.put(section.id(), Charts.write(section, folder));
        }
        report.write(folder.resolve("report.json"));
        return Files.writeString(folder.resolve("report.md"), MarkdownReport.of(report, charts));
    }
}
