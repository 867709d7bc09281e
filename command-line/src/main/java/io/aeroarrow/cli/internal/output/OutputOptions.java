package io.aeroarrow.cli.internal.output;

import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options for the output of rows: file, format, width. By default a terminal gets a table, and a pipe gets JSON lines,
 * which keep lists, maps and nulls.
 */
public final class OutputOptions {

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "table, csv, json (one object per line), arrow or parquet; default: by the suffix of --out,"
                    + " else table on a terminal and json on a pipe")
    @Nullable
    OutputFormat format;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "write to this file, which appears when it is complete; default: standard output")
    @Nullable
    Path out;

    @Option(names = "--wide", description = "show long values in full in tables")
    boolean wide;

    /** Returns whether rows go to a terminal, where a progress bar would disturb them. */
    public boolean onTerminal(Shell shell) {
        return out == null && shell.terminals().out();
    }

    /**
     * Checks that rows can be written to the chosen output. Called before rows are read.
     *
     * @throws UsageException if they cannot
     */
    public void check(Shell shell) {
        OutputFormat chosen = chosen(shell);
        if (out != null) {
            FileOutput.check(out, chosen, Optional.empty());
        }
        if (onTerminal(shell) && chosen.isBinary()) {
            throw new UsageException(chosen.name().toLowerCase(Locale.ROOT)
                    + " is binary and cannot go to a terminal. Name a file with --out, or pipe the output.");
        }
    }

    private OutputFormat chosen(Shell shell) {
        if (out != null) {
            return OutputFormat.ofFile(format, out);
        }
        if (format != null) {
            return format;
        }
        return shell.terminals().out() ? OutputFormat.TABLE : OutputFormat.JSON;
    }

    /** Writes a list of items as rows, one column per property. */
    public <T> void writeList(List<T> items, List<Listing.Column<T>> columns, Shell shell, BufferAllocator allocator)
            throws IOException {
        try (VectorSchemaRoot root = Listing.root(items, columns, allocator);
                SingleBatchReader rows = new SingleBatchReader(root, allocator)) {
            write(rows, shell, Progress.none());
        }
    }

    /** Writes the remaining rows of a source. */
    public void write(ArrowReader rows, Shell shell, RowProgressListener progress) throws IOException {
        OutputFormat chosen = chosen(shell);
        if (out != null) {
            FileOutput.write(rows, out, chosen, Optional.empty(), progress);
        } else if (chosen == OutputFormat.TABLE) {
            table(rows, shell, progress);
        } else {
            FileOutput.write(rows, shell.out(), chosen, progress);
        }
    }

    private void table(ArrowReader rows, Shell shell, RowProgressListener progress) throws IOException {
        long cut = TableWriter.write(rows, shell.out(), wide, progress);
        if (cut > 0) {
            shell.message(cut + " long values are shortened; --wide shows them in full");
        }
    }
}
