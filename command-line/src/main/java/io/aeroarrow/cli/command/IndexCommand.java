package io.aeroarrow.cli.command;

import io.aeroarrow.cli.process.Shell;
import io.aeroarrow.cli.process.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Holds the commands on secondary indexes. */
@Command(
        name = "index",
        description = "Create, drop and list secondary indexes.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(create | drop | list)")
public final class IndexCommand implements Runnable {

    /** Names the commands that there are. */
    @Override
    public void run() {
        throw new UsageException("index takes a command: create, drop or list");
    }

    /** Under their names. */
    public static CommandSpec withCommands(Shell shell) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new IndexCommand());
        spec.addSubcommand("create", CommandSpec.forAnnotatedObject(new IndexCreateCommand(shell)));
        spec.addSubcommand("drop", CommandSpec.forAnnotatedObject(new IndexDropCommand(shell)));
        spec.addSubcommand("list", CommandSpec.forAnnotatedObject(new IndexListCommand(shell)));
        return spec;
    }
}
