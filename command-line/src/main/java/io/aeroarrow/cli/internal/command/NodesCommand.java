package io.aeroarrow.cli.internal.command;

import io.aeroarrow.admin.ClusterCapabilities;
import io.aeroarrow.admin.ServerNode;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.output.Listing;
import io.aeroarrow.cli.internal.output.OutputOptions;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the nodes of the cluster, and what all of them can do. */
@Command(
        name = "cluster",
        description = "List the nodes with their versions, and the features that all of them have.",
        footerHeading = "%nExamples:%n",
        footer = {"  aeroarrow cluster", "  aeroarrow cluster --format csv"})
public final class NodesCommand extends ClusterCommand {

    @Mixin
    OutputOptions output = new OutputOptions();

    public NodesCommand(Shell shell) {
        super(shell);
    }

    @Override
    void check() {
        output.check(shell);
    }

    @Override
    int run(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        List<ServerNode> nodes = aero.client().nodes();
        ClusterCapabilities capabilities = aero.client().capabilities();
        List<Listing.Column<ServerNode>> columns = List.of(
                new Listing.Column.Text<>("node", ServerNode::id),
                new Listing.Column.Text<>("address", ServerNode::address),
                new Listing.Column.Text<>("build", ServerNode::build));
        output.writeList(nodes, columns, shell, allocator);
        shell.message("queries use what all nodes can do: " + capabilities);
        return ExitCode.OK;
    }
}
