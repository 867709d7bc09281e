package io.aeroarrow.cli;

import io.aeroarrow.cli.internal.command.CountCommand;
import io.aeroarrow.cli.internal.command.ExportCommand;
import io.aeroarrow.cli.internal.command.GetCommand;
import io.aeroarrow.cli.internal.command.ImportCommand;
import io.aeroarrow.cli.internal.command.IndexCommand;
import io.aeroarrow.cli.internal.command.InfoCommand;
import io.aeroarrow.cli.internal.command.NodesCommand;
import io.aeroarrow.cli.internal.command.ScanCommand;
import io.aeroarrow.cli.internal.command.SchemaCommand;
import io.aeroarrow.cli.internal.command.SetsCommand;
import io.aeroarrow.cli.internal.command.TruncateCommand;
import io.aeroarrow.cli.internal.connect.ConnectionHelp;
import io.aeroarrow.cli.internal.process.FailureReporter;
import io.aeroarrow.cli.internal.process.InterruptHandler;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command {@code aeroarrow}, which reads and writes Aerospike sets. */
@Command(
        name = "aeroarrow",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        description = "Read and write Aerospike sets as tables, CSV, JSON lines, Arrow and Parquet.",
        subcommands = {GenerateCompletion.class, HelpCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow scan test.demo --limit 10",
            "  aeroarrow --help, aeroarrow scan --help",
            "  aeroarrow serve --help: SQL over Arrow Flight, a program of its own",
            "  source <(aeroarrow generate-completion)"
        })
public final class Main implements Runnable {

    private Main() {}

    /**
     * Runs a command and exits the JVM with its exit code.
     *
     * @param words the command line
     */
    public static void main(String[] words) {
        InterruptHandler interrupts = InterruptHandler.ofThisThread();
        int code;
        try {
            code = run(Shell.ofProcess(), words);
        } finally {
            interrupts.ended();
        }
        System.exit(code);
    }

    /**
     * Runs a command.
     *
     * @return the exit code
     */
    static int run(Shell shell, String... words) {
        return line(shell).execute(words);
    }

    /** Returns the command line with all commands. */
    static CommandLine line(Shell shell) {
        CommandLine line = new CommandLine(new Main());
        line.addSubcommand(new ScanCommand(shell));
        line.addSubcommand(new GetCommand(shell));
        line.addSubcommand(new CountCommand(shell));
        line.addSubcommand(new SchemaCommand(shell));
        line.addSubcommand(new ExportCommand(shell));
        line.addSubcommand(new ImportCommand(shell));
        line.addSubcommand(new SetsCommand(shell));
        line.addSubcommand(new NodesCommand(shell));
        line.addSubcommand(new InfoCommand(shell));
        line.addSubcommand(new TruncateCommand(shell));
        line.addSubcommand("index", IndexCommand.withCommands(shell));
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, ConnectionHelp::options);
        // Setting the map passes it to the subcommands.
        line.setHelpSectionMap(line.getHelpSectionMap());
        FailureReporter report = new FailureReporter(shell);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        shell.terminals().out() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setExecutionExceptionHandler(report)
                .setParameterExceptionHandler(report);
    }

    /** Reports that a command is missing. */
    @Override
    public void run() {
        throw new UsageException(
                "no command given. Use scan, get, count, schema, export, import, sets, cluster, info, truncate or"
                        + " index.");
    }
}
