package io.aeroarrow.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes {@code report.json}, {@code report.md} and the charts of a report. */
public final class ReportFiles {

    private ReportFiles() {}

    /**
     * Writes a report to a folder. Creates the folder if it does not exist, and deletes its SVG files first.
     *
     * @return the Markdown file
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
