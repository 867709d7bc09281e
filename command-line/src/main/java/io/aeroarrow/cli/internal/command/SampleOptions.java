package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --sample}, for commands that infer bin types. */
final class SampleOptions {

    @Option(
            names = "--sample",
            paramLabel = "N",
            description =
                    "the number of records in the first sample of bin types; larger samples follow, up to 16 times"
                            + " as many, until one adds no information; default: 1000")
    @Nullable
    Integer records;

    /** Returns a view that takes samples of this size. */
    AeroArrowView of(AeroArrowView aero) {
        return records == null ? aero : aero.with(aero.options().withSampleRecords(records));
    }
}
