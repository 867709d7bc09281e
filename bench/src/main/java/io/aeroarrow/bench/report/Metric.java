package io.aeroarrow.bench.report;

import java.util.Locale;

/** What is measured, and which way is better. */
public enum Metric {
    THROUGHPUT("throughput", "records/s", true),
    AVERAGE("average", "µs", false),
    P50("p50", "µs", false),
    P99("p99", "µs", false),
    WALL("wall", "s", false),
    CPU("CPU", "ns/record", false),
    TASK_CPU("CPU of task threads", "ns/record", false),
    HEAP("heap allocated", "B/record", false),
    PEAK("peak memory", "MiB", false),
    RATE("from the wire", "MB/s", true);

    private final String title;
    private final String unit;
    private final boolean moreIsBetter;

    Metric(String title, String unit, boolean moreIsBetter) {
        this.title = title;
        this.unit = unit;
        this.moreIsBetter = moreIsBetter;
    }

    public String title() {
        return title;
    }

    public String unit() {
        return unit;
    }

    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** With its unit, for the head of a column. */
    public String label() {
        return title + ", " + unit;
    }

    /**
     * How many times as good a value is as another: above 1 it is better, whichever way this metric counts. Nothing can be
     * said, and so 1, where one of them is too small to be told from nothing.
     */
    public double advantage(double value, double over) {
        if (value <= 0 || over <= 0) {
            return 1;
        }
        return moreIsBetter ? value / over : over / value;
    }

    /** With three digits that count. */
    public static String format(double value) {
        double size = Math.abs(value);
        if (size >= 100 || size == 0) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    }
}
