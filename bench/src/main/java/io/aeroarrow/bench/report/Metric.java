package io.aeroarrow.bench.report;

import java.util.Locale;

/** A metric, its unit, and whether higher values are better. */
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
    private final boolean higherIsBetter;

    Metric(String title, String unit, boolean higherIsBetter) {
        this.title = title;
        this.unit = unit;
        this.higherIsBetter = higherIsBetter;
    }

    public String title() {
        return title;
    }

    public String unit() {
        return unit;
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Returns the title with the unit, for a column heading. */
    public String label() {
        return title + ", " + unit;
    }

    /**
     * Returns how many times better a value is than another one; above 1 it is better. Returns 1 if one of the values is
     * zero, that is, below the resolution of the measurement.
     */
    public double advantage(double value, double over) {
        if (value <= 0 || over <= 0) {
            return 1;
        }
        return higherIsBetter ? value / over : over / value;
    }

    /** Formats a value with three significant digits. */
    public static String format(double value) {
        double size = Math.abs(value);
        if (size >= 100 || size == 0) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    }
}
