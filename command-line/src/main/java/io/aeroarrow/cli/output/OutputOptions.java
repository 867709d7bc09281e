package io.aeroarrow.cli.output;

import io.aeroarrow.cli.process.Shell;
import io.aeroarrow.cli.process.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where rows go, and as what. A person gets a table; a pipe gets JSON lines, which keep lists, maps and nulls. */
public final class OutputOptions {

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "table, csv, json (an object a line), arrow or parquet. Without it: by the name of --out; a"
                    + " table on a terminal; json on a pipe")
    @Nullable
    Format format;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "a file, which appears when it is complete; standard output without this")
    @Nullable
    Path out;

    @Option(names = "--wide", description = "tables: show long values whole")
    boolean wide;

    /** Whether rows go where a bar would be in their way. */
    public boolean onTerminal(Shell shell) {
        return out == null && shell.terminals().out();
    }

    /**
     * Sees that rows can go there, before they are read.
     *
     * @throws UsageException if not
     */
    public void check(Shell shell) {
        Format chosen = chosen(shell);
        if (out != null) {
            FileOutput.check(out, chosen, Optional.empty());
        }
        if (onTerminal(shell) && chosen.isBinary()) {
            throw new UsageException(chosen.name().toLowerCase(Locale.ROOT)
                    + " is not for terminals: name a file by --out, or pipe it into a program");
        }
    }

    private Format chosen(Shell shell) {
        if (out != null) {
            return Format.ofFile(format, out);
        }
        if (format != null) {
            return format;
        }
        return shell.terminals().out() ? Format.TABLE : Format.JSON;
    }

    /** Writes all that is left of a source. */
    public void write(ArrowReader rows, Shell shell, RowListener progress) throws IOException {
        Format chosen = chosen(shell);
        if (out != null) {
            FileOutput.write(rows, out, chosen, Optional.empty(), progress);
        } else if (chosen == Format.TABLE) {
            table(rows, shell, progress);
        } else {
            FileOutput.write(rows, shell.out(), chosen, progress);
        }
    }

    private void table(ArrowReader rows, Shell shell, RowListener progress) throws IOException {
        long cut = TableWriter.write(rows, shell.out(), wide, progress);
        if (cut > 0) {
            shell.tell(cut + " long values are not shown whole; --wide does");
        }
    }
}
