package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.cli.internal.output.OutputOptions;
import io.aeroarrow.cli.internal.output.Progress;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads the records of a set. */
@Command(
        name = "scan",
        description = "Read the records of a set.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  aeroarrow scan test.demo --limit 10",
            "  aeroarrow scan test.demo --bins a,b --where 'a >= 5' --where \"name like 'x%%'\"",
            "  aeroarrow scan test.demo --where \"city = 'Oslo'\" --explain",
            "  aeroarrow scan test.demo --bins __key,a --format csv > demo.csv",
            "  aeroarrow scan test.demo --out demo.parquet"
        })
public final class ScanCommand extends ClusterCommand {

    @Mixin
    ScanOptions selection = new ScanOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    public ScanCommand(Shell shell) {
        super(shell);
    }

    @Override
    void check() {
        selection.check();
        output.check(shell);
    }

    @Override
    int run(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        Scan scan = selection.scan(aero, false, allocator, shell);
        if (selection.where.explain) {
            shell.line(scan.explain());
            return ExitCode.OK;
        }
        try (ScanArrowReader rows = scan.reader()) {
            try (Progress progress =
                    selection.progress(aero, shell, !output.onTerminal(shell), "scan " + selection.target)) {
                output.write(rows, shell, progress);
            }
            MismatchWarning.print(rows, shell);
        }
        return ExitCode.OK;
    }
}
