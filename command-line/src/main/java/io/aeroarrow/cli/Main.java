package io.aeroarrow.cli;

import io.aeroarrow.cli.command.CountCommand;
import io.aeroarrow.cli.command.ExportCommand;
import io.aeroarrow.cli.command.GetCommand;
import io.aeroarrow.cli.command.ImportCommand;
import io.aeroarrow.cli.command.IndexCommand;
import io.aeroarrow.cli.command.InfoCommand;
import io.aeroarrow.cli.command.ScanCommand;
import io.aeroarrow.cli.command.SchemaCommand;
import io.aeroarrow.cli.command.SetsCommand;
import io.aeroarrow.cli.command.TruncateCommand;
import io.aeroarrow.cli.process.FailureReport;
import io.aeroarrow.cli.process.Interrupts;
import io.aeroarrow.cli.process.Shell;
import io.aeroarrow.cli.process.UsageException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code aeroarrow}: sets and records of a cluster, to people, pipes and files. */
@Command(
        name = "aeroarrow",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        description = "Reads Aerospike into tables, CSV, JSON lines, Arrow and Parquet.",
        subcommands = {GenerateCompletion.class, HelpCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow scan test.demo --limit 10",
            "  aeroarrow --help, aeroarrow scan --help",
            "  source <(aeroarrow generate-completion)"
        })
public final class Main implements Runnable {

    private Main() {}

    public static void main(String[] words) {
        Interrupts interrupts = Interrupts.ofThisThread();
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

    /** All commands. */
    static CommandLine line(Shell shell) {
        CommandLine line = new CommandLine(new Main());
        line.addSubcommand(new ScanCommand(shell));
        line.addSubcommand(new GetCommand(shell));
        line.addSubcommand(new CountCommand(shell));
        line.addSubcommand(new SchemaCommand(shell));
        line.addSubcommand(new ExportCommand(shell));
        line.addSubcommand(new ImportCommand(shell));
        line.addSubcommand(new SetsCommand(shell));
        line.addSubcommand(new InfoCommand(shell));
        line.addSubcommand(new TruncateCommand(shell));
        line.addSubcommand("index", IndexCommand.withCommands(shell));
        FailureReport report = new FailureReport(shell);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        shell.terminals().out() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setExecutionExceptionHandler(report)
                .setParameterExceptionHandler(report);
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new UsageException(
                "which command? scan, get, count, schema, export, import, sets, info, truncate or index");
    }
}
