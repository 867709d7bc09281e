package io.aeroarrow.cli.command;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.cli.connect.Connection;
import io.aeroarrow.cli.connect.ConnectionOptions;
import io.aeroarrow.cli.process.Shell;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** A command that asks a cluster. */
@Command(mixinStandardHelpOptions = true, usageHelpAutoWidth = true, sortOptions = false, synopsisHeading = "Usage: ")
abstract class ClusterCommand implements Callable<Integer> {

    @ArgGroup(validate = false, heading = "%nConnection (also from AEROARROW_HOSTS and the like, and a file):%n")
    ConnectionOptions connection = new ConnectionOptions();

    final Shell shell;

    ClusterCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public final Integer call() throws IOException {
        check();
        Connection resolved = connection.resolve(shell);
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrow aero = AeroArrow.connect(resolved.client(), allocator)) {
            return run(aero.with(resolved.reading()), allocator);
        }
    }

    /** Looks at what the user has asked for, before anything is done. */
    void check() throws IOException {}

    /**
     * Does it.
     *
     * @return the exit code
     */
    abstract int run(AeroArrow aero, BufferAllocator allocator) throws IOException;
}
