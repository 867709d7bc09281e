package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.output.Progress;
import io.aeroarrow.cli.internal.process.ExitCode;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.client.IndexPlan;
import io.aeroarrow.client.RecordStream;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Record;
import io.aeroarrow.query.ScanRequest;
import java.io.IOException;
import java.util.Iterator;
import org.apache.arrow.memory.BufferAllocator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Counts records exactly, with a scan that reads no bins. */
@Command(
        name = "count",
        description =
                "Count the records of a set exactly, with a scan that reads no bins. `sets` shows approximate numbers"
                        + " at once.",
        footerHeading = "%nExamples:%n",
        footer = {"  aeroarrow count test.demo", "  aeroarrow count test.demo --where 'a is null'"})
public final class CountCommand extends ClusterCommand {

    private static final int ROWS_PER_UPDATE = 4_096;

    @Parameters(
            index = "0",
            paramLabel = "NAMESPACE.SET",
            converter = SetArgument.Converter.class,
            description = SetArgument.WHOLE_NAMESPACE)
    SetArgument target = new SetArgument("", "");

    @Mixin
    WhereOptions where = new WhereOptions();

    public CountCommand(Shell shell) {
        super(shell);
    }

    @Override
    void check() {
        where.check();
    }

    private IndexPlan plan(AeroArrowView aero) {
        return where.filter()
                .map(filter -> aero.client().planIndex(target.namespace(), target.set(), filter, where.use()))
                .orElse(IndexPlan.scan("there is no filter"));
    }

    @Override
    int run(AeroArrowView aero, BufferAllocator allocator) throws IOException {
        target.requireExists(aero);
        where.warn(aero, target, shell);
        ScanRequest all = ScanRequest.of(target.namespace(), target.set())
                .withBins(BinSelection.none())
                .withTimeouts(aero.options().scanTimeouts());
        IndexPlan plan = plan(aero);
        if (where.explain) {
            shell.line(target + ": "
                    + plan.selection()
                            .map(selected -> "query through " + selected)
                            .orElse("scan; " + plan.reason()));
            return ExitCode.OK;
        }
        ScanRequest filtered = where.filter().map(all::withFilter).orElse(all);
        ScanRequest request = plan.selection()
                .map(selected -> filtered.withIndex(selected.query()))
                .orElse(filtered);
        long expected = where.filter().isPresent() || !shell.terminals().err() ? 0 : target.size(aero.client());
        long count = 0;
        try (RecordStream records = aero.client().scan(request);
                Progress progress = Progress.start(shell, "count " + target, expected)) {
            for (Iterator<Record> each = records.iterator(); each.hasNext(); each.next()) {
                count++;
                if (count % ROWS_PER_UPDATE == 0) {
                    progress.onRows(count, records.bytesRead());
                }
            }
            progress.onRows(count, records.bytesRead());
        }
        shell.line(Long.toString(count));
        return ExitCode.OK;
    }
}
