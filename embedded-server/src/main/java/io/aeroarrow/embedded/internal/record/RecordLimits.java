package io.aeroarrow.embedded.internal.record;

/** What a write may make of a record. */
public record RecordLimits(int maxRecordBytes, int maxBins) {
    public static final int MAX_BINS = 32_767;
}
