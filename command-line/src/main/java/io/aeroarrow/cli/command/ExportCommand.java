package io.aeroarrow.cli.command;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.cli.output.FileOutput;
import io.aeroarrow.cli.output.Format;
import io.aeroarrow.cli.output.Progress;
import io.aeroarrow.cli.process.ExitCode;
import io.aeroarrow.cli.process.Shell;
import io.aeroarrow.files.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a set to a file, with the user keys, so that it can be imported again. */
@Command(
        name = "export",
        description =
                "Write a set to a file: its bins, and its user keys as the column __key where no columns are named.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow export test.demo demo.parquet",
            "  aeroarrow export test.demo demo.arrow --compression zstd",
            "  aeroarrow export test.demo late.csv.gz --compression gzip --where 'delay > 60'"
        })
public final class ExportCommand extends ClusterCommand {

    @Mixin
    Selection selection = new Selection();

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "appears when it is complete; replaces one that is there")
    Path file = Path.of("");

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "csv, json (an object a line), arrow or parquet; without it by the file's name")
    @Nullable
    Format format;

    @Option(
            names = "--compression",
            paramLabel = "CODEC",
            description = "none; zstd or lz4 (arrow); zstd, snappy or gzip (parquet); gzip (csv, json)")
    @Nullable
    Compression compression;

    public ExportCommand(Shell shell) {
        super(shell);
    }

    @Override
    void check() {
        selection.check();
        FileOutput.check(file, Format.ofFile(format, file), codec());
    }

    private Optional<Compression> codec() {
        return Optional.ofNullable(compression);
    }

    @Override
    int run(AeroArrow aero, BufferAllocator allocator) throws IOException {
        try (ScanArrowReader rows = selection.scan(aero, true, allocator).reader();
                Progress progress = selection.progress(aero, shell, true, "export " + selection.target)) {
            FileOutput.write(rows, file, Format.ofFile(format, file), codec(), progress);
            Mismatches.tell(rows, shell);
        }
        return ExitCode.OK;
    }
}
