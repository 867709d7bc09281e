package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.cli.internal.output.Listing;
import io.aeroarrow.cli.internal.output.OutputOptions;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Infers the schema of a set. */
@Command(
        name = "schema",
        description = "Infer the bins of a set and their Arrow types from a sample of records.",
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
            converter = SetArgument.Converter.class,
            description = SetArgument.WHOLE_NAMESPACE)
    SetArgument target = new SetArgument("", "");

    @Mixin
    SampleOptions sample = new SampleOptions();

    @Option(names = "--json", description = "print the schema as Arrow's JSON, for `scan --schema`")
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
    int run(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        target.requireExists(aero.client());
        AeroArrowView sampling = sample.of(aero);
        InferredSchema inferred = sampling.inferSchema(target.namespace(), target.set());
        List<Field> fields = new ArrayList<>(List.of(inferred.key()));
        fields.addAll(inferred.bins().getFields());
        shell.message("inferred from a sample of " + inferred.records() + " records");
        if (json) {
            shell.line(new Schema(fields).toJson());
            return ExitCode.OK;
        }
        List<Listing.Column<Field>> columns = List.of(
                new Listing.Column.Text<>("column", Field::getName),
                new Listing.Column.Text<>("type", SchemaCommand::type));
        output.writeList(fields, columns, shell, allocator);
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
