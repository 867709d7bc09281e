package io.aeroarrow.bench.report;

/**
 * A chart of a section.
 *
 * @param title what a reader should see at once
 */
public record Drawing(Metric metric, Form form, String title) {

    /** How figures become shapes. */
    public enum Form {
        /** A block of bars for each workload, a bar for each contestant, the limit as a line across them. */
        BARS,
        /** A line for each contestant, from workload to workload. */
        LINES
    }

    public static Drawing bars(Metric metric, String title) {
        return new Drawing(metric, Form.BARS, title);
    }

    public static Drawing lines(Metric metric, String title) {
        return new Drawing(metric, Form.LINES, title);
    }
}
