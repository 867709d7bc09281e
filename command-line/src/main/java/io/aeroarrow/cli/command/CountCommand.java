package io.aeroarrow.cli.command;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.cli.output.Progress;
import io.aeroarrow.cli.process.ExitCode;
import io.aeroarrow.cli.process.Shell;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.query.ScanRequest;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Counts records exactly, by a scan without bins. */
@Command(
        name = "count",
        description =
                "Count the records of a set, exactly: by a scan that sends no bins. `sets` tells about how many, at once.",
        footerHeading = "%nExamples:%n",
        footer = {"  aeroarrow count test.demo", "  aeroarrow count test.demo --where 'a is null'"})
public final class CountCommand extends ClusterCommand {

    private static final int TOLD_EVERY = 4_096;

    @Parameters(
            index = "0",
            paramLabel = "NAMESPACE.SET",
            converter = Target.Converter.class,
            description = "such as test.demo; a namespace alone means all of it")
    Target target = new Target("", "");

    @Mixin
    WhereOptions where = new WhereOptions();

    public CountCommand(Shell shell) {
        super(shell);
    }

    @Override
    int run(AeroArrow aero, BufferAllocator allocator) throws IOException {
        ScanRequest all = ScanRequest.of(target.namespace(), target.set())
                .withBins(BinSelection.none())
                .withTimeouts(aero.options().scanTimeouts());
        ScanRequest request = where.filter().map(all::withFilter).orElse(all);
        long expected = where.filter().isPresent() || !shell.terminals().err() ? 0 : target.size(aero.client());
        long count = 0;
        try (RecordCursors records = aero.client().scan(request);
                Progress progress = Progress.start(shell, "count " + target, expected)) {
            while (records.next() != null) {
                count++;
                if (count % TOLD_EVERY == 0) {
                    progress.onRows(count, records.bytesRead());
                }
            }
            progress.onRows(count, records.bytesRead());
        }
        shell.line(Long.toString(count));
        return ExitCode.OK;
    }
}
