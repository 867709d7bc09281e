package io.aeroarrow.cli.internal.command;

import io.aeroarrow.admin.IndexStatistics;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.output.Listing.Column;
import io.aeroarrow.cli.internal.output.OutputOptions;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.Operand.ExpressionValue;
import io.aeroarrow.filter.PathStep;
import io.aeroarrow.filter.PathValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists secondary indexes. */
@Command(
        name = "list",
        description = {
            "List the secondary indexes of a namespace, or of all namespaces, as reported by one node, and their sizes"
                    + " on all nodes.",
            "'on' is the indexed bin, the value in its list or map, or an expression in base64. 'per_value' is the"
                    + " average number of entries with the same value; 0 if the servers have not counted yet, which they"
                    + " do once an hour."
        },
        footerHeading = "%nExample:%n",
        footer = "  aeroarrow index list test")
public final class IndexListCommand extends ClusterCommand {

    private static final List<Column<Listed>> COLUMNS = List.of(
            new Column.Text<>("name", listed -> listed.index().name()),
            new Column.Text<>("set", listed -> listed.index().set()),
            new Column.Text<>("on", Listed::on),
            new Column.Text<>("type", listed -> lower(listed.index().type())),
            new Column.Text<>("of", listed -> lower(listed.index().collection())),
            new Column.Text<>("readable", listed -> listed.index().readable() ? "yes" : "no"),
            new Column.Count<>("entries", listed -> listed.size().entries()),
            new Column.Count<>("per_value", listed -> listed.size().entriesPerValue()));

    private static final List<Column<Listed>> WITH_NAMESPACE = Stream.concat(
                    Stream.of(new Column.Text<Listed>(
                            "namespace", listed -> listed.index().namespace())),
                    COLUMNS.stream())
            .toList();

    /** An index and its size. */
    private record Listed(IndexStatus index, IndexStatistics size) {

        /** What is indexed, as the option {@code --on} or {@code --expression} of the command that creates it. */
        String on() {
            Operand value = index.value().orElse(null);
            if (value instanceof ExpressionValue expression) {
                return expression.base64();
            } else if (value instanceof PathValue path) {
                return path.bin()
                        + path.steps().stream().map(PathStep::toString).collect(Collectors.joining());
            }
            return index.bin() + (index.context().isEmpty() ? "" : " context " + index.context());
        }
    }

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
        List<Listed> indexes = new ArrayList<>();
        for (String each : namespaces) {
            indexes.addAll(listed(aero.client(), each));
        }
        output.writeList(indexes, namespace == null ? WITH_NAMESPACE : COLUMNS, shell, allocator);
        return ExitCode.OK;
    }

    private static List<Listed> listed(AeroArrowClient client, String namespace) {
        List<IndexStatus> indexes = client.indexes(namespace);
        List<String> names = indexes.stream().map(IndexStatus::name).toList();
        Map<String, IndexStatistics> sizes = names.isEmpty()
                ? Map.of()
                : client.indexStatistics(namespace, names).stream()
                        .collect(Collectors.toMap(IndexStatistics::name, Function.identity(), (a, b) -> a));
        return indexes.stream()
                .map(index -> new Listed(
                        index, sizes.getOrDefault(index.name(), new IndexStatistics(index.name(), 0, 0, 0, false))))
                .toList();
    }
}
