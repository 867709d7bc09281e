package io.aeroarrow.cli.internal.connect;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Shows the common connection options in the help of a command, and all of them on request. The options are not hidden:
 * completion offers them all.
 */
public final class ConnectionHelp {

    private static final Set<String> COMMON = Set.of("--hosts", "--user", "--tls", "--config");

    private ConnectionHelp() {}

    /** Returns the options of a command, of those for the connection only the common ones. */
    public static String options(Help help) {
        List<OptionSpec> own = help.commandSpec().options().stream()
                .filter(option -> option.group() == null)
                .toList();
        StringBuilder text = new StringBuilder(list(help, own));
        for (ArgGroupSpec group : help.commandSpec().argGroups()) {
            List<OptionSpec> common = group.options().stream()
                    .filter(option -> COMMON.contains(option.longestName()))
                    .toList();
            text.append(help.createHeading(group.heading())).append(list(help, common));
        }
        return text.toString();
    }

    /** Prints all connection options of a command to its output. */
    public static void print(CommandLine command) {
        Help help = command.getHelp();
        for (ArgGroupSpec group : help.commandSpec().argGroups()) {
            command.getOut().print(list(help, group.options()));
        }
        command.getOut().flush();
    }

    private static String list(Help help, List<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout();
        layout.addOptions(options, help.parameterLabelRenderer());
        return layout.toString();
    }
}
