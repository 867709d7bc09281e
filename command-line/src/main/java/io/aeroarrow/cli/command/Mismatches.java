package io.aeroarrow.cli.command;

import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.cli.process.Shell;

/** Values that have become null because they do not fit their column; nobody shall miss that. */
final class Mismatches {

    private Mismatches() {}

    static void tell(ScanArrowReader rows, Shell shell) {
        if (rows.metrics().mismatched() > 0) {
            shell.tell("null because they do not fit their column: "
                    + rows.metrics().mismatches());
        }
    }
}
