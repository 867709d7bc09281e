package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.cli.internal.output.FileOutput;
import io.aeroarrow.cli.internal.output.Progress;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.files.WriteTotals;
import io.aeroarrow.files.format.FileCompression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a set to a file, with the user keys, so that it can be imported. */
@Command(
        name = "export",
        description =
                "Write a set to a file. Without --bins or --schema, it includes all bins and the user keys as column"
                        + " __key.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow export test.demo demo.parquet",
            "  aeroarrow export test.demo demo.arrow --compression zstd",
            "  aeroarrow export test.demo late.csv.gz --compression gzip --where 'delay > 60'"
        })
public final class ExportCommand extends ClusterCommand {

    @Mixin
    ScanOptions selection = new ScanOptions();

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "appears when it is complete; an existing file is replaced")
    Path file = Path.of("");

    @Mixin
    FileFormatOption format = new FileFormatOption();

    @Option(
            names = "--compression",
            paramLabel = "CODEC",
            description =
                    "none; zstd or lz4 (arrow); zstd, snappy or gzip (parquet); gzip (csv, json); default: zstd for"
                            + " parquet, else none")
    @Nullable
    FileCompression compression;

    public ExportCommand(Shell shell) {
        super(shell);
    }

    @Override
    void check() {
        selection.check();
        FileOutput.check(file, format.of(file), codec());
    }

    private Optional<FileCompression> codec() {
        return Optional.ofNullable(compression);
    }

    @Override
    int run(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        Scan scan = selection.scan(aero, true, allocator, shell);
        if (selection.where.explain) {
            shell.line(scan.explain());
            return ExitCode.OK;
        }
        WriteTotals totals;
        try (ScanArrowReader rows = scan.reader();
                Progress progress = selection.progress(aero, shell, true, "export " + selection.target)) {
            totals = FileOutput.write(rows, file, format.of(file), codec(), progress);
            MismatchWarning.print(rows, shell);
        }
        shell.message("wrote " + totals.rows() + " records, " + Progress.readable(totals.bytes()) + ", to " + file);
        return ExitCode.OK;
    }
}
