package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sends info requests to a node. */
@Command(
        name = "info",
        description =
                "Send info requests to one node. Prints the value of a single name; for several names, a line with"
                        + " name, tab and value each.",
        footerHeading = "%nExamples:%n",
        footer = {"  aeroarrow info", "  aeroarrow info build", "  aeroarrow info namespaces sets/test | tr ';' '\\n'"})
public final class InfoCommand extends ClusterCommand {

    private static final List<String> OVERVIEW = List.of("node", "build", "edition", "service", "namespaces");

    @Parameters(
            index = "0",
            arity = "0..*",
            paramLabel = "NAME",
            description = "such as build or sets/test; default: node, build, edition, service and namespaces")
    List<String> names = new ArrayList<>();

    public InfoCommand(Shell shell) {
        super(shell);
    }

    @Override
    int run(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        List<String> wanted = names.isEmpty() ? OVERVIEW : names;
        Map<String, String> values = aero.client().info(wanted);
        boolean failed = false;
        for (String name : wanted) {
            String value = values.getOrDefault(name, "");
            shell.line(wanted.size() == 1 ? value : name + "\t" + value);
            failed |= value.startsWith("ERROR") || value.startsWith("FAIL");
        }
        return failed ? ExitCode.REFUSED : ExitCode.OK;
    }
}
