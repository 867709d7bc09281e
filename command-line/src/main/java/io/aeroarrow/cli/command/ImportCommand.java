package io.aeroarrow.cli.command;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.write.RowFailure;
import io.aeroarrow.arrow.Write;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.cli.output.FileInput;
import io.aeroarrow.cli.output.Format;
import io.aeroarrow.cli.output.Progress;
import io.aeroarrow.cli.process.ExitCode;
import io.aeroarrow.cli.process.Shell;
import io.aeroarrow.cli.process.UsageException;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.TimeToLive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the rows of a file as records. */
@Command(
        name = "import",
        description = "Write the rows of a file as records: a column is the user key, the others are bins.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow import demo.parquet test.demo --key __key",
            "  aeroarrow import people.csv test.people --key id --ttl 3600"
        })
public final class ImportCommand extends ClusterCommand {

    private static final int FAILURES_SHOWN = 10;

    @Parameters(index = "0", paramLabel = "FILE", description = "CSV, JSON lines, Arrow or Parquet")
    Path file = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "NAMESPACE.SET",
            converter = Target.Converter.class,
            description = "such as test.demo; a namespace alone means records of no set")
    Target target = new Target("", "");

    @Option(
            names = {"-k", "--key"},
            required = true,
            paramLabel = "COLUMN",
            description = "the column of the user keys; it is no bin")
    String key = "";

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "csv, json (an object a line), arrow or parquet; without it by the file's name")
    @Nullable
    Format format;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description =
                    "csv, json: the columns and their types, in Arrow's JSON or as an Arrow or Parquet file has them")
    @Nullable
    Path schema;

    @Option(
            names = "--ttl",
            paramLabel = "SECONDS",
            description = "how long the records live; as the namespace says without it")
    @Nullable
    Long timeToLive;

    @Option(names = "--create-only", description = "records that are there already are failures")
    boolean createOnly;

    @Option(names = "--max-failures", paramLabel = "N", description = "end when more rows than this have failed (0)")
    long mostFailures;

    public ImportCommand(Shell shell) {
        super(shell);
    }

    @Override
    void check() throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (timeToLive != null && timeToLive < 1) {
            throw new UsageException("--ttl is " + timeToLive + "; it must be 1 or more");
        }
        FileInput.format(format, file);
    }

    @Override
    int run(AeroArrow aero, BufferAllocator allocator) throws IOException {
        Schema declared = schema == null ? null : FileInput.schema(schema, allocator);
        try (ArrowReader rows = FileInput.open(file, format, declared, allocator)) {
            requireColumn(rows.getVectorSchemaRoot().getSchema());
            WriteResult result;
            try (Progress progress = progress()) {
                result = write(aero).run(FileInput.told(rows, progress, allocator));
                if (!result.stopped()) {
                    progress.complete();
                }
            }
            return tell(result);
        }
    }

    /** A pipe has no length. */
    private Progress progress() throws IOException {
        String task = "import " + target;
        return Files.isRegularFile(file)
                ? Progress.ofFile(shell, task, Files.size(file))
                : Progress.start(shell, task, 0);
    }

    private void requireColumn(Schema columns) {
        if (columns.getFields().stream().noneMatch(field -> field.getName().equals(key))) {
            throw new UsageException(file + " has no column '" + key + "' for the keys, but "
                    + columns.getFields().stream().map(field -> field.getName()).toList());
        }
    }

    private Write write(AeroArrow aero) {
        Write write = aero.write(target.namespace(), target.set())
                .keyColumn(key)
                .describedFailures(FAILURES_SHOWN)
                .stopAfter(mostFailures);
        if (createOnly) {
            write = write.existsAction(ExistsAction.CREATE_ONLY);
        }
        return timeToLive == null ? write : write.timeToLive(TimeToLive.of(Duration.ofSeconds(timeToLive)));
    }

    private int tell(WriteResult result) {
        for (RowFailure failure : result.failures()) {
            shell.tell("not written: " + failure);
        }
        String failed = result.failed() == 0 ? "" : ", " + result.failed() + " rows not";
        String doubt = result.inDoubt() == 0 ? "" : " (" + result.inDoubt() + " of them perhaps all the same)";
        shell.tell("wrote " + result.written() + " records to " + target + failed + doubt
                + (result.stopped() ? "; stopped there" : ""));
        return result.failed() == 0 ? ExitCode.OK : ExitCode.DATA;
    }
}
