package io.aeroarrow.embedded.internal.record;

/** The limits of a record's size in bytes and its number of bins. */
public record RecordLimits(int maxRecordBytes, int maxBins) {
    public static final int MAX_BINS = 32_767;
}
