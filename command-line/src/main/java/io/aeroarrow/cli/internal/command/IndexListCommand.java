package io.aeroarrow.cli.internal.command;

import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.output.Listing.Column;
import io.aeroarrow.cli.internal.output.OutputOptions;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists secondary indexes. */
@Command(
        name = "list",
        description = "List the secondary indexes of a namespace, or of all namespaces, as reported by one node.",
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

    private static final List<Column<IndexStatus>> WITH_NAMESPACE = Stream.concat(
                    Stream.of(new Column.Text<>("namespace", IndexStatus::namespace)), COLUMNS.stream())
            .toList();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAMESPACE", description = "default: all namespaces")
    @Nullable
    String namespace;

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
        List<String> namespaces = namespace == null ? aero.client().namespaceNames() : List.of(namespace);
        List<IndexStatus> indexes = new ArrayList<>();
        for (String each : namespaces) {
            indexes.addAll(aero.client().indexes(each));
        }
        output.writeList(indexes, namespace == null ? WITH_NAMESPACE : COLUMNS, shell, allocator);
        return ExitCode.OK;
    }
}
