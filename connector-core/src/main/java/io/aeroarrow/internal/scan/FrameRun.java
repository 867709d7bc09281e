package io.aeroarrow.internal.scan;

import org.jspecify.annotations.Nullable;

/**
 * The records of one partition in one frame, in descending order of their digests.
 *
 * @param frame the number of the frame
 * @param before the last record of the partition before the frame, null if there was none
 * @param first the first record of the partition in the frame
 */
record FrameRun(long frame, @Nullable DigestPoint before, DigestPoint first) {

    /** Whether a record belongs between the records before the frame and those of the frame. */
    boolean isOvertaken(DigestPoint record) {
        return record.compareTo(first) > 0 && (before == null || record.compareTo(before) < 0);
    }
}
