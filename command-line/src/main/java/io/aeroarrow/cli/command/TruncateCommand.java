package io.aeroarrow.cli.command;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.cli.process.ExitCode;
import io.aeroarrow.cli.process.Shell;
import io.aeroarrow.cli.process.UsageException;
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
        description = "Delete all records of a set. Asks before, unless --yes says that there is no need.",
        footerHeading = "%nExamples:%n",
        footer = {"  aeroarrow truncate test.demo", "  aeroarrow truncate test.demo --yes --before 2026-01-31T12:00:00Z"
        })
public final class TruncateCommand extends ClusterCommand {

    @Parameters(
            index = "0",
            paramLabel = "NAMESPACE.SET",
            converter = Target.Converter.class,
            description = "such as test.demo; a namespace alone means all of it")
    Target target = new Target("", "");

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    boolean yes;

    @Option(names = "--before", paramLabel = "TIME", description = "spare what was written later than this time")
    @Nullable
    Instant before;

    public TruncateCommand(Shell shell) {
        super(shell);
    }

    @Override
    void check() {
        if (!yes && !shell.terminals().in()) {
            throw new UsageException("truncate asks before it deletes, and there is no terminal to ask at: say --yes");
        }
    }

    @Override
    int run(AeroArrow aero, BufferAllocator allocator) throws IOException {
        if (!yes && !confirmed(aero)) {
            shell.tell("nothing was deleted");
            return ExitCode.DECLINED;
        }
        aero.client().truncate(target.namespace(), target.set(), Optional.ofNullable(before));
        return ExitCode.OK;
    }

    private boolean confirmed(AeroArrow aero) throws IOException {
        String what = target.isWholeNamespace() ? "all sets of the namespace " + target : target.toString();
        long records = target.size(aero.client());
        String answer =
                shell.ask("Delete all records of " + what + ", about " + records + "? Type " + target + " to go on: ");
        return answer.equals(target.toString());
    }
}
