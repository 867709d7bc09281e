package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.internal.request.EncodedWrites;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.NullValue;
import io.aeroarrow.policy.GenerationCheck;
import java.util.List;
import java.util.Optional;

/** Checks whether a rejected write had been applied by an earlier attempt. */
public final class RepeatedWrite {

    private static final int LAST_GENERATION = 65_535;

    private final List<Bin> written;
    private final GenerationCheck check;

    /** Reads a row of a batch. */
    public RepeatedWrite(EncodedWrites batch, int row) {
        check = batch.generation(row);
        written = batch.bins(row);
    }

    /** The bins that the check needs. */
    public BinSelection bins() {
        return BinSelection.of(written.stream().map(Bin::name).toList());
    }

    /** Whether a record is exactly the result of this write, with no later write. */
    public boolean isIn(Optional<Record> record) {
        return !written.isEmpty() && record.isPresent() && isIn(record.get());
    }

    private boolean isIn(Record record) {
        if (check.kind() == GenerationCheck.Kind.GREATER || record.generation() != generationAfter()) {
            return false;
        }
        return written.stream().allMatch(bin -> isIn(record, bin));
    }

    private static boolean isIn(Record record, Bin bin) {
        Value found = record.bins().get(bin.name());
        return bin.value() instanceof NullValue ? found == null : bin.value().equals(found);
    }

    /** Returns the generation after the write: 1 for a new record, else the checked generation + 1. */
    private int generationAfter() {
        boolean checked = check.kind() == GenerationCheck.Kind.EQUAL;
        return checked && check.generation() < LAST_GENERATION ? check.generation() + 1 : 1;
    }
}
