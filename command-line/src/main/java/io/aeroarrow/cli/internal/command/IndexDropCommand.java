package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import org.apache.arrow.memory.BufferAllocator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Drops a secondary index. */
@Command(
        name = "drop",
        description = "Drop a secondary index.",
        footerHeading = "%nExample:%n",
        footer = "  aeroarrow index drop test demo_age")
public final class IndexDropCommand extends ClusterCommand {

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "such as test")
    String namespace = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "the index name")
    String name = "";

    public IndexDropCommand(Shell shell) {
        super(shell);
    }

    @Override
    int run(AeroArrowView aero, BufferAllocator allocator) {
        aero.client().dropIndex(namespace, name);
        return ExitCode.OK;
    }
}
