package io.aeroarrow.cli.internal.command;

import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Groups the commands for secondary indexes. */
@Command(
        name = "index",
        description = "Create, drop and list secondary indexes.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(create | drop | list)")
public final class IndexCommand implements Runnable {

    /** Reports that a subcommand is missing. */
    @Override
    public void run() {
        throw new UsageException("index needs a subcommand: create, drop or list");
    }

    /** Returns the command with its subcommands. */
    public static CommandSpec withCommands(Shell shell) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new IndexCommand());
        spec.addSubcommand("create", CommandSpec.forAnnotatedObject(new IndexCreateCommand(shell)));
        spec.addSubcommand("drop", CommandSpec.forAnnotatedObject(new IndexDropCommand(shell)));
        spec.addSubcommand("list", CommandSpec.forAnnotatedObject(new IndexListCommand(shell)));
        return spec;
    }
}
