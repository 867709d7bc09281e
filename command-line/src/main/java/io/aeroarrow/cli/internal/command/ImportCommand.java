package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Write;
import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.write.RowFailure;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.cli.internal.output.FileInput;
import io.aeroarrow.cli.internal.output.Progress;
import io.aeroarrow.cli.internal.output.ProgressReportingReader;
import io.aeroarrow.cli.internal.output.SelectedColumnsReader;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.files.ArrowFiles;
import io.aeroarrow.files.FileReadOptions;
import io.aeroarrow.files.format.FileFormat;
import io.aeroarrow.internal.value.ValueText;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.TimeToLive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the rows of a file as records. */
@Command(
        name = "import",
        description = "Write the rows of a file as records. The columns become bins; one of them has the user keys.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow import demo.parquet test.demo --key __key",
            "  aeroarrow import people.csv test.people --key id --ttl 3600",
            "  aeroarrow import people.csv test.people --key id --delimiter tab --types zip=string --drop note",
            "  aeroarrow import people.json test.people --key id --map person_id=id"
        })
public final class ImportCommand extends ClusterCommand {

    private static final int FAILURES_SHOWN = 10;

    @Parameters(index = "0", paramLabel = "FILE", description = "CSV, JSON (lines, or one array), Arrow or Parquet")
    Path file = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "NAMESPACE.SET",
            converter = SetArgument.Converter.class,
            description = SetArgument.NO_SET)
    SetArgument target = new SetArgument("", "");

    @Option(
            names = {"-k", "--key"},
            required = true,
            paramLabel = "COLUMN",
            description = "the column of the user keys")
    String key = "";

    @Option(
            names = "--key-as-bin",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "write the key column as a bin too (default), or not; __key is never a bin")
    boolean keyAsBin;

    @Mixin
    FileFormatOption format = new FileFormatOption();

    @Mixin
    ColumnOptions columns = new ColumnOptions();

    @Mixin
    TextFileOptions text = new TextFileOptions();

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description =
                    "for csv and json: a file with the columns and their types, either Arrow's JSON or an Arrow or"
                            + " Parquet file; default: inferred from the first 10000 rows")
    @Nullable
    Path schema;

    @Option(
            names = "--ttl",
            paramLabel = "SECONDS",
            description = "the time to live of the records, at least 1; default: that of the namespace")
    @Nullable
    Long timeToLive;

    @Option(
            names = "--decimals",
            paramLabel = "STORAGE",
            description =
                    "store decimals with a fraction as text (12.50), as double, which may lose digits, or scaled, as"
                            + " the integer 1250")
    @Nullable
    DecimalStorage decimals;

    @Option(names = "--create-only", description = "fail for records that already exist")
    boolean createOnly;

    @Option(
            names = "--max-failures",
            paramLabel = "N",
            description = "stop when more rows than this have failed; default: 0")
    long maxFailures;

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
        FileFormat inFile = format.of(file).inFile(file);
        if (schema != null && !inFile.isText()) {
            throw new UsageException("--schema is for CSV and JSON files; this file has a schema. Remove it.");
        }
        if (schema != null && !text.types.isEmpty()) {
            throw new UsageException("--schema names the types. Remove --types.");
        }
        text.of(inFile);
        columns.check();
    }

    @Override
    int run(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        FileFormat inFile = format.of(file).inFile(file);
        FileReadOptions options = text.of(inFile);
        if (schema != null) {
            options = options.withSchema(FileInput.schema(schema, allocator));
        }
        try (ArrowReader rows = ArrowFiles.read(file, inFile, options, allocator);
                ArrowReader selected = new SelectedColumnsReader(rows, names(rows), allocator)) {
            WriteResult result;
            try (Progress progress = progress()) {
                result = write(aero).run(new ProgressReportingReader(selected, progress, allocator));
                if (!result.stopped()) {
                    progress.complete();
                }
            }
            return report(result);
        }
    }

    /** A pipe has no length, so its progress counts records. */
    private Progress progress() throws IOException {
        String task = "import " + target;
        return Files.isRegularFile(file)
                ? Progress.ofFile(shell, task, Files.size(file))
                : Progress.start(shell, task, 0);
    }

    private Map<String, String> names(ArrowReader rows) throws IOException {
        Map<String, String> names = columns.names(
                rows.getVectorSchemaRoot().getSchema().getFields().stream()
                        .map(field -> field.getName())
                        .toList(),
                key);
        if (!names.containsValue(key)) {
            throw new UsageException(file + " has no column '" + key + "' for the keys; it has " + names.values());
        }
        return names;
    }

    private Write write(AeroArrowView aero) {
        Write write = aero.write(target.namespace(), target.set())
                .keyColumn(key)
                .keyAsBin(keyAsBin)
                .describedFailures(FAILURES_SHOWN)
                .stopAfter(maxFailures);
        if (createOnly) {
            write = write.existsAction(ExistsAction.CREATE_ONLY);
        }
        if (decimals != null) {
            write = write.decimals(decimals);
        }
        return timeToLive == null ? write : write.timeToLive(TimeToLive.of(Duration.ofSeconds(timeToLive)));
    }

    private int report(WriteResult result) {
        for (RowFailure failure : result.failures()) {
            String key = failure.key().map(of -> " (" + ValueText.of(of) + ")").orElse("");
            // Rows of a file are counted from 1, as in the errors of readers.
            shell.message("not written: row " + (failure.row() + 1) + key + ": " + failure.message());
        }
        String empty = result.skipped() == 0 ? "" : ", " + result.skipped() + " rows had nothing to write";
        String failed = result.failed() == 0 ? "" : ", " + result.failed() + " rows failed";
        String doubt = result.inDoubt() == 0 ? "" : " (" + result.inDoubt() + " of them may be written)";
        shell.message("wrote " + result.written() + " records to " + target + empty + failed + doubt
                + (result.stopped() ? "; the import stopped early" : ""));
        return result.failed() == 0 ? ExitCode.OK : ExitCode.DATA;
    }
}
