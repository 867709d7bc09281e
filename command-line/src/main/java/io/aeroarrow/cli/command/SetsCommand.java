package io.aeroarrow.cli.command;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.cli.output.Listing;
import io.aeroarrow.cli.output.OutputOptions;
import io.aeroarrow.cli.output.Progress;
import io.aeroarrow.cli.output.RootReader;
import io.aeroarrow.cli.process.ExitCode;
import io.aeroarrow.cli.process.Shell;
import io.aeroarrow.admin.NamespaceCount;
import io.aeroarrow.admin.SetCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists sets. */
@Command(
        name = "sets",
        description = "List sets, with about how many records each has.",
        footerHeading = "%nExamples:%n",
        footer = {"  aeroarrow sets", "  aeroarrow sets test --format csv"})
public final class SetsCommand extends ClusterCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAMESPACE", description = "all without this")
    @Nullable
    String namespace;

    @Mixin
    OutputOptions output = new OutputOptions();

    public SetsCommand(Shell shell) {
        super(shell);
    }

    @Override
    void check() {
        output.check(shell);
    }

    @Override
    int run(AeroArrow aero, BufferAllocator allocator) throws IOException {
        List<SetCount> sets = new ArrayList<>();
        List<String> names =
                aero.client().namespaces().stream().map(NamespaceCount::name).toList();
        if (namespace != null && !names.contains(namespace)) {
            shell.tell("there is no namespace '" + namespace + "', but " + names);
            return ExitCode.NOT_FOUND;
        }
        for (String name : namespace == null ? names : List.of(namespace)) {
            sets.addAll(aero.client().sets(name));
        }
        List<Listing.Column<SetCount>> columns = List.of(
                new Listing.Column.Text<>("namespace", SetCount::namespace),
                new Listing.Column.Text<>("set", SetCount::name),
                new Listing.Column.Count<>("records", SetCount::objects));
        try (VectorSchemaRoot root = Listing.root(sets, columns, allocator);
                RootReader rows = new RootReader(root, allocator)) {
            output.write(rows, shell, Progress.none());
        }
        return ExitCode.OK;
    }
}
