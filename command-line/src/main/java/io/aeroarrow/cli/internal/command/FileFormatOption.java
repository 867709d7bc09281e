package io.aeroarrow.cli.internal.command;

import io.aeroarrow.cli.internal.output.OutputFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that chooses the format of a file. */
final class FileFormatOption {

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "csv, json (one object per line), arrow or parquet; default: by the file's suffix")
    @Nullable
    OutputFormat format;

    /** Returns the chosen format, else the one that matches the file's suffix. */
    OutputFormat of(Path file) {
        return OutputFormat.ofFile(format, file);
    }
}
