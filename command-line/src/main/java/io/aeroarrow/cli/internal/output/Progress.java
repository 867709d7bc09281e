package io.aeroarrow.cli.internal.output;

import io.aeroarrow.cli.internal.process.Shell;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error with records, bytes, rate and remaining time. Shows nothing without a terminal. */
public final class Progress implements RowProgressListener, AutoCloseable {

    private static final int UPDATE_MILLIS = 200;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private static final long MIB = 1 << 20;

    private final @Nullable ProgressBar bar;
    /** Whether the bar measures bytes instead of records. */
    private final boolean byBytes;

    private Progress(@Nullable ProgressBar bar, boolean byBytes) {
        this.bar = bar;
        this.byBytes = byBytes;
    }

    /** Returns progress that shows nothing. */
    public static Progress none() {
        return new Progress(null, false);
    }

    /**
     * Starts a bar that measures records, if standard error is a terminal.
     *
     * @param task the label of the bar
     * @param expected the approximate number of records; 0 if unknown
     */
    public static Progress start(Shell shell, String task, long expected) {
        if (!shell.terminals().err()) {
            return none();
        }
        return new Progress(
                bar(shell, task)
                        .setInitialMax(expected > 0 ? expected : -1)
                        .setUnit(" records", 1)
                        .build(),
                false);
    }

    /**
     * Starts a bar that measures the bytes read from a file, if standard error is a terminal.
     *
     * @param task the label of the bar
     * @param length the length of the file in bytes
     */
    public static Progress ofFile(Shell shell, String task, long length) {
        if (!shell.terminals().err()) {
            return none();
        }
        return new Progress(
                bar(shell, task).setInitialMax(length).setUnit(" MiB", MIB).build(), true);
    }

    private static ProgressBarBuilder bar(Shell shell, String task) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(shell.err()));
    }

    @Override
    public void onRows(long rows, long bytes) {
        if (bar != null) {
            long now = byBytes ? bytes : rows;
            if (bar.getMax() > 0 && now > bar.getMax()) {
                bar.maxHint(now);
            }
            bar.stepTo(now);
            bar.setExtraMessage(byBytes ? rows + " records" : bytes > 0 ? readable(bytes) : "");
        }
    }

    /** Fills the bar of a file. Footers and indexes of the file are not counted otherwise. */
    public void complete() {
        if (bar != null && byBytes) {
            bar.stepTo(bar.getMax());
        }
    }

    /** Returns a size with a unit, such as "1.5 MiB". */
    public static String readable(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
