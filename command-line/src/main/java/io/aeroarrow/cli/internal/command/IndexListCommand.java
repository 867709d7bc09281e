package io.aeroarrow.cli.internal.command;

import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.output.Listing.Column;
import io.aeroarrow.cli.internal.output.OutputOptions;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists secondary indexes. */
@Command(
        name = "list",
        description = "List the secondary indexes of a namespace, as reported by one node.",
        footerHeading = "%nExample:%n",
        footer = "  aeroarrow index list test")
public final class IndexListCommand extends ClusterCommand {

    private static final List<Column<IndexStatus>> COLUMNS = List.of(
            new Column.Text<>("name", IndexStatus::name),
            new Column.Text<>("set", IndexStatus::set),
            new Column.Text<>("bin", IndexStatus::bin),
            new Column.Text<>("type", index -> lower(index.type())),
            new Column.Text<>("of", index -> lower(index.collection())),
            new Column.Text<>("readable", index -> index.readable() ? "yes" : "no"));

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "such as test")
    String namespace = "";

    @Mixin
    OutputOptions output = new OutputOptions();

    public IndexListCommand(Shell shell) {
        super(shell);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    void check() {
        output.check(shell);
    }

    @Override
    int run(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        output.writeList(aero.client().indexes(namespace), COLUMNS, shell, allocator);
        return ExitCode.OK;
    }
}
