package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.arrow.schema.StoredSchema;
import io.aeroarrow.cli.internal.output.FileInput;
import io.aeroarrow.cli.internal.output.Listing;
import io.aeroarrow.cli.internal.output.OutputOptions;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.NotFoundException;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the schema of a set, or stores one. */
@Command(
        name = "schema",
        description =
                "Show the columns of a set and their Arrow types: the stored ones with --schema-set, else those of a"
                        + " sample of records. Or store them in a set that --schema-set names.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow schema test.demo",
            "  aeroarrow schema test.demo --sample 10000 --json > demo.json",
            "  aeroarrow scan test.demo --schema demo.json",
            "  aeroarrow schema test.demo --schema-set schemas --store demo.json",
            "  aeroarrow scan test.demo --schema-set schemas"
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

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description =
                    "store the columns of a file: Arrow's JSON, as written by --json, or an Arrow or Parquet file;"
                            + " record metadata such as __key is left out")
    @Nullable
    Path store;

    @Option(names = "--replace", description = "with --store: replace a stored schema; default: fail if there is one")
    boolean replace;

    @Option(names = "--key-column", paramLabel = "NAME", description = "with --store: the column of the user keys")
    @Nullable
    String keyColumn;

    @Option(names = "--remove", description = "remove the stored schema; the records are unchanged")
    boolean remove;

    @Mixin
    OutputOptions output = new OutputOptions();

    public SchemaCommand(Shell shell) {
        super(shell);
    }

    @Override
    void check() {
        output.check(shell);
        if (store == null && (replace || keyColumn != null)) {
            throw new UsageException("--replace and --key-column need --store");
        }
        boolean changes = store != null || remove;
        if ((store != null && remove) || (changes && json)) {
            throw new UsageException("--store, --remove and --json exclude each other. Remove all but one.");
        }
        if (changes && target.isWholeNamespace()) {
            throw new UsageException("a schema belongs to a set. Name one, such as " + target + ".demo.");
        }
    }

    @Override
    int run(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        if (store != null) {
            return store(aero, FileInput.schema(store, allocator));
        }
        return remove ? remove(aero) : show(aero, allocator);
    }

    private SchemaStore store(AeroArrowView aero) {
        return SchemaStore.of(
                aero.client(),
                aero.options()
                        .schemaSet()
                        .orElseThrow(() -> new UsageException(
                                "--store and --remove need --schema-set, the set that stores the schemas")));
    }

    private int store(AeroArrowView aero, Schema inFile) {
        SchemaStore schemas = store(aero);
        List<Field> columns = inFile.getFields().stream()
                .filter(field -> MetadataColumn.named(field.getName()) == null)
                .toList();
        Schema plain = new Schema(columns, inFile.getCustomMetadata());
        Schema schema = keyColumn == null ? plain : StoredSchema.withKeyColumn(plain, keyColumn);
        if (replace) {
            schemas.put(target.namespace(), target.set(), schema);
        } else if (!schemas.create(target.namespace(), target.set(), schema)) {
            throw new UsageException("set '" + schemas.schemaSet() + "' already has a schema of " + target
                    + ". Use --replace to replace it.");
        }
        shell.message("stored the schema of " + target + ", " + columns.size() + " columns, in set '"
                + schemas.schemaSet() + "'");
        return ExitCode.OK;
    }

    private int remove(AeroArrowView aero) {
        SchemaStore schemas = store(aero);
        if (!schemas.remove(target.namespace(), target.set())) {
            throw new NotFoundException("set '" + schemas.schemaSet() + "' has no schema of " + target);
        }
        shell.message("removed the schema of " + target + " from set '" + schemas.schemaSet() + "'");
        return ExitCode.OK;
    }

    private int show(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        target.requireExists(aero);
        Optional<StoredSchema> stored =
                target.isWholeNamespace() ? Optional.empty() : aero.storedSchema(target.namespace(), target.set());
        Schema schema = stored.isPresent() ? stored.get().schema() : infer(aero);
        stored.ifPresent(known ->
                shell.message("stored in set '" + aero.options().schemaSet().orElseThrow() + "'"));
        if (json) {
            shell.line(schema.toJson());
            return ExitCode.OK;
        }
        List<Listing.Column<Field>> columns = List.of(
                new Listing.Column.Text<>("column", Field::getName),
                new Listing.Column.Text<>("type", SchemaCommand::type));
        output.writeList(schema.getFields(), columns, shell, allocator);
        return ExitCode.OK;
    }

    private Schema infer(AeroArrowView aero) {
        AeroArrowView sampling = sample.of(aero);
        InferredSchema inferred = sampling.inferSchema(target.namespace(), target.set());
        List<Field> fields = new ArrayList<>(List.of(inferred.key()));
        fields.addAll(inferred.bins().getFields());
        shell.message("inferred from a sample of " + inferred.records() + " records");
        return new Schema(fields);
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
