package io.aeroarrow.cli.internal.command;

import io.aeroarrow.admin.SetCount;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.output.Listing;
import io.aeroarrow.cli.internal.output.OutputOptions;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists sets. */
@Command(
        name = "sets",
        description = "List the sets with the approximate number of records in each.",
        footerHeading = "%nExamples:%n",
        footer = {"  aeroarrow sets", "  aeroarrow sets test --format csv"})
public final class SetsCommand extends ClusterCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAMESPACE", description = "default: all namespaces")
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
    int run(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        List<SetCount> sets = new ArrayList<>();
        List<String> names = aero.client().namespaceNames();
        if (namespace != null && !names.contains(namespace)) {
            shell.message("the namespace '" + namespace + "' does not exist; the cluster has " + names);
            return ExitCode.NOT_FOUND;
        }
        for (String name : namespace == null ? names : List.of(namespace)) {
            sets.addAll(aero.client().sets(name));
        }
        List<Listing.Column<SetCount>> columns = List.of(
                new Listing.Column.Text<>("namespace", SetCount::namespace),
                new Listing.Column.Text<>("set", SetCount::name),
                new Listing.Column.Count<>("records", SetCount::objects));
        output.writeList(sets, columns, shell, allocator);
        return ExitCode.OK;
    }
}
