package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.cli.internal.process.Shell;

/** Warns about values that became null because they do not fit their column. */
final class MismatchWarning {

    private MismatchWarning() {}

    static void print(ScanArrowReader rows, Shell shell) {
        if (rows.metrics().mismatched() > 0) {
            shell.message("warning: values that do not fit their column are null, number per column: "
                    + rows.metrics().mismatches());
        }
    }
}
