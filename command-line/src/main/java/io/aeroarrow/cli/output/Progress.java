package io.aeroarrow.cli.output;

import io.aeroarrow.cli.process.Shell;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on standard error: records, bytes, rate, time left. Nothing where that is no terminal. */
public final class Progress implements RowListener, AutoCloseable {

    private static final int UPDATE_MILLIS = 200;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    public static Progress none() {
        return new Progress(null);
    }

    /**
     * Starts a bar, if a person looks at standard error.
     *
     * @param task what is done
     * @param expected about how many records there are; 0 if nobody knows
     */
    public static Progress start(Shell shell, String task, long expected) {
        if (!shell.terminals().err()) {
            return none();
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(expected > 0 ? expected : -1)
                .setUnit(" records", 1)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(shell.err()))
                .build());
    }

    @Override
    public void onRows(long rows, long bytes) {
        if (bar != null) {
            if (bar.getMax() > 0 && rows > bar.getMax()) {
                bar.maxHint(rows);
            }
            bar.stepTo(rows);
            bar.setExtraMessage(bytes > 0 ? readable(bytes) : "");
        }
    }

    static String readable(long bytes) {
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
