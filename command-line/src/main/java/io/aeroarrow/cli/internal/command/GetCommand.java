package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.cli.internal.output.OutputOptions;
import io.aeroarrow.cli.internal.output.Progress;
import io.aeroarrow.cli.internal.output.SingleBatchReader;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.error.ResultCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads records by key. */
@Command(
        name = "get",
        description = "Read records by key, in the order of the keys. The exit code is 7 if a record does not exist.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow get test.demo 17 18",
            "  aeroarrow get test.demo --key-type string 17",
            "  aeroarrow get test.demo --bins a,b -- -5"
        })
public final class GetCommand extends ClusterCommand {

    private static final String RESULT_CODE = "__result_code";

    @Parameters(
            index = "0",
            paramLabel = "NAMESPACE.SET",
            converter = SetArgument.Converter.class,
            description = SetArgument.NO_SET)
    SetArgument target = new SetArgument("", "");

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY",
            description = "put -- before keys that start with -")
    List<String> keys = new ArrayList<>();

    @Option(
            names = {"-k", "--key-type"},
            paramLabel = "TYPE",
            description = "int, string or blob (hex digits); default: int if all keys are whole numbers, else string")
    @Nullable
    KeyType type;

    @Option(
            names = {"-b", "--bins"},
            split = ",",
            paramLabel = "NAME",
            description = ScanOptions.BINS)
    List<String> bins = new ArrayList<>();

    @Mixin
    OutputOptions output = new OutputOptions();

    public GetCommand(Shell shell) {
        super(shell);
    }

    private KeyType keyType() {
        return type == null ? KeyType.of(keys) : type;
    }

    @Override
    void check() {
        output.check(shell);
        for (String key : keys) {
            try {
                keyType().check(key);
            } catch (IllegalArgumentException e) {
                throw new UsageException(e.getMessage(), e);
            }
        }
    }

    @Override
    int run(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        Lookup lookup = aero.batchRead(target.namespace(), target.set());
        if (!bins.isEmpty()) {
            lookup = lookup.columns(bins.toArray(String[]::new));
        }
        try (FieldVector vector = keyType().vector(keys, allocator);
                BatchReadResult result = lookup.result(vector)) {
            return write(result.root(), allocator);
        }
    }

    private int write(VectorSchemaRoot answers, BufferAllocator allocator) throws IOException {
        IntVector codes = (IntVector) answers.getVector(RESULT_CODE);
        List<Integer> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (codes.get(i) == ResultCode.OK.code()) {
                found.add(i);
            } else {
                missing.add(keys.get(i));
            }
        }
        List<String> shown = answers.getSchema().getFields().stream()
                .map(field -> field.getName())
                .filter(name -> !name.equals(RESULT_CODE) || bins.contains(RESULT_CODE))
                .toList();
        try (VectorSchemaRoot rows = rows(answers, shown, found, allocator);
                SingleBatchReader reader = new SingleBatchReader(rows, allocator)) {
            output.write(reader, shell, Progress.none());
        }
        if (missing.isEmpty()) {
            return ExitCode.OK;
        }
        String hint =
                type == null ? " (read as " + keyType().described() + "; choose another type with --key-type)" : "";
        shell.message("not in " + target + ": " + String.join(", ", missing) + hint);
        return ExitCode.NOT_FOUND;
    }

    private static VectorSchemaRoot rows(
            VectorSchemaRoot answers, List<String> columns, List<Integer> found, BufferAllocator allocator) {
        List<FieldVector> copies = new ArrayList<>();
        for (String column : columns) {
            FieldVector from = answers.getVector(column);
            FieldVector copy = from.getField().createVector(allocator);
            copies.add(copy);
            for (int i = 0; i < found.size(); i++) {
                copy.copyFromSafe(found.get(i), i, from);
            }
            copy.setValueCount(found.size());
        }
        VectorSchemaRoot rows = new VectorSchemaRoot(copies);
        rows.setRowCount(found.size());
        return rows;
    }
}
