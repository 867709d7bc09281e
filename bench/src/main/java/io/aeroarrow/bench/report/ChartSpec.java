package io.aeroarrow.bench.report;

/** A chart of a section: its metric, form and title. */
public record ChartSpec(Metric metric, Form form, String title) {

    /** The form of a chart. */
    public enum Form {
        /** A panel of bars per workload, a bar per contestant, and the limit as a line. */
        BARS,
        /** A line per contestant over the workloads. */
        LINES
    }

    public static ChartSpec bars(Metric metric, String title) {
        return new ChartSpec(metric, Form.BARS, title);
    }

    public static ChartSpec lines(Metric metric, String title) {
        return new ChartSpec(metric, Form.LINES, title);
    }
}
