package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes all records of a set. */
@Command(
        name = "truncate",
        description = "Delete all records of a set. Asks for confirmation unless --yes is given.",
        footerHeading = "%nExamples:%n",
        footer = {"  aeroarrow truncate test.demo", "  aeroarrow truncate test.demo --yes --before 2026-01-31T12:00:00Z"
        })
public final class TruncateCommand extends ClusterCommand {

    @Parameters(
            index = "0",
            paramLabel = "NAMESPACE.SET",
            converter = SetArgument.Converter.class,
            description = SetArgument.WHOLE_NAMESPACE)
    SetArgument target = new SetArgument("", "");

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask for confirmation")
    boolean yes;

    @Option(
            names = "--before",
            paramLabel = "TIME",
            description = "keep records written after this time, such as 2026-01-31T12:00:00Z")
    @Nullable
    Instant before;

    public TruncateCommand(Shell shell) {
        super(shell);
    }

    @Override
    void check() {
        if (!yes && !shell.terminals().in()) {
            throw new UsageException(
                    "truncate asks for confirmation, and there is no terminal. Use --yes to skip the question.");
        }
    }

    @Override
    int run(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        if (!yes && !confirmed(aero)) {
            shell.message("nothing was deleted");
            return ExitCode.DECLINED;
        }
        aero.client().truncate(target.namespace(), target.set(), Optional.ofNullable(before));
        return ExitCode.OK;
    }

    private boolean confirmed(AeroArrowView aero) throws IOException {
        String what = target.isWholeNamespace() ? "all sets of the namespace " + target : target.toString();
        long records = target.size(aero.client());
        String answer = shell.ask(
                "Delete all records of " + what + ", about " + records + "? Type " + target + " to confirm: ");
        return answer.equals(target.toString());
    }
}
