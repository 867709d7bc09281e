package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.connect.ConnectionHelp;
import io.aeroarrow.cli.internal.connect.ConnectionOptions;
import io.aeroarrow.cli.internal.connect.ResolvedConnection;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that connects to a cluster. */
@Command(
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        synopsisHeading = "Usage: ")
abstract class ClusterCommand implements Callable<Integer> {

    @ArgGroup(
            validate = false,
            heading =
                    "%nConnection (also set by environment variables such as AEROARROW_HOSTS, and by the settings file;"
                            + " --help-connection lists all options):%n")
    ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--help-connection", help = true, description = "list all connection options and exit")
    boolean helpConnection;

    @Spec
    @Nullable
    CommandSpec spec;

    /** Longer than a command infers schemas. */
    private static final Duration CACHED = Duration.ofHours(1);

    final Shell shell;

    ClusterCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public final Integer call() throws IOException {
        if (helpConnection) {
            ConnectionHelp.print(Objects.requireNonNull(spec, "spec").commandLine());
            return ExitCode.OK;
        }
        check();
        ResolvedConnection resolved = connection.resolve(shell);
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrow aero = AeroArrow.connect(resolved.client(), allocator)) {
            return run(aero.with(resolved.reading()).withSchemaCache(CACHED), allocator);
        }
    }

    /** Checks the options before the command connects. */
    void check() throws IOException {}

    /**
     * Runs the command.
     *
     * @return the exit code
     */
    abstract int run(AeroArrowView aero, BufferAllocator allocator) throws IOException;
}
