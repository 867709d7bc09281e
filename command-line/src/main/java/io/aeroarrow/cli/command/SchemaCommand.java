package io.aeroarrow.cli.command;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.cli.output.Listing;
import io.aeroarrow.cli.output.OutputOptions;
import io.aeroarrow.cli.output.Progress;
import io.aeroarrow.cli.output.RootReader;
import io.aeroarrow.cli.process.ExitCode;
import io.aeroarrow.cli.process.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells which bins a set has. */
@Command(
        name = "schema",
        description = "Tell which bins the records of a sample have, and which Arrow types hold their values.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow schema test.demo",
            "  aeroarrow schema test.demo --sample 10000 --json > demo.json",
            "  aeroarrow scan test.demo --schema demo.json"
        })
public final class SchemaCommand extends ClusterCommand {

    @Parameters(
            index = "0",
            paramLabel = "NAMESPACE.SET",
            converter = Target.Converter.class,
            description = "such as test.demo; a namespace alone means all of it")
    Target target = new Target("", "");

    @Option(names = "--sample", paramLabel = "N", description = "how many records to look at (1000)")
    @Nullable
    Integer sample;

    @Option(names = "--json", description = "as Arrow's JSON, which `scan --schema` reads")
    boolean json;

    @Mixin
    OutputOptions output = new OutputOptions();

    public SchemaCommand(Shell shell) {
        super(shell);
    }

    @Override
    void check() {
        output.check(shell);
    }

    @Override
    int run(AeroArrow aero, BufferAllocator allocator) throws IOException {
        AeroArrow sampling = sample == null ? aero : aero.with(aero.options().withSampleRecords(sample));
        InferredSchema inferred = sampling.inferSchema(target.namespace(), target.set());
        List<Field> fields = new ArrayList<>(List.of(inferred.key()));
        fields.addAll(inferred.bins().getFields());
        shell.tell("from a sample of " + inferred.records() + " records");
        if (json) {
            shell.line(new Schema(fields).toJson());
            return ExitCode.OK;
        }
        List<Listing.Column<Field>> columns = List.of(
                new Listing.Column.Text<>("column", Field::getName),
                new Listing.Column.Text<>("type", SchemaCommand::type));
        try (VectorSchemaRoot root = Listing.root(fields, columns, allocator);
                RootReader rows = new RootReader(root, allocator)) {
            output.write(rows, shell, Progress.none());
        }
        return ExitCode.OK;
    }

    private static String type(Field field) {
        String children = field.getChildren().isEmpty()
                ? ""
                : "<"
                        + String.join(
                                ", ",
                                field.getChildren().stream()
                                        .map(child -> child.getName() + ": " + type(child))
                                        .toList())
                        + ">";
        return field.getType() + children;
    }
}
