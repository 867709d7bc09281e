package io.aeroarrow.cli.command;

import io.aeroarrow.arrow.ScanArrowReader;
import io.aeroarrow.cli.process.Shell;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Values that have become null because they do not fit their column; nobody shall miss that. */
final class Mismatches {

    private Mismatches() {}

    static void tell(ArrowReader rows, Shell shell) {
        if (rows instanceof ScanArrowReader scan && scan.metrics().mismatched() > 0) {
            shell.tell("null because they do not fit their column: "
                    + scan.metrics().mismatches());
        }
    }
}
