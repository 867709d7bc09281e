package io.aeroarrow.embedded.fault;

import java.time.Duration;

/** A fault of the connection: the request is executed as ever, its answer does not come as it should. */
public sealed interface WireFault extends Fault {

    @Override
    default boolean fits(Operation operation) {
        return operation != Operation.CONNECT && operation != Operation.BATCH_ROW;
    }

    /** See {@link Fault#refuse}. */
    record Refuse() implements WireFault {
        @Override
        public boolean fits(Operation operation) {
            return operation != Operation.BATCH_ROW;
        }
    }

    /** See {@link Fault#closeAfter}. */
    record CloseAfter(long bytes) implements WireFault {}

    /** See {@link Fault#stallAfter}. */
    record StallAfter(long bytes) implements WireFault {}

    /** See {@link Fault#dropAnswer}. */
    record DropAnswer() implements WireFault {}

    /** See {@link Fault#duplicateAnswer}. */
    record DuplicateAnswer() implements WireFault {}

    /** See {@link Fault#trickle}. */
    record Trickle(int bytes, Duration pause) implements WireFault {}

    /** See {@link Fault#slowDisk}. */
    record SlowDisk(Duration pause) implements WireFault {}

    /** See {@link Fault#truncateFrame}. */
    record TruncateFrame(int frame, int missingBytes) implements WireFault {}

    /** See {@link Fault#corruptHeader}. */
    record CorruptHeader(int frame, int position, int value) implements WireFault {}

    /** See {@link Fault#wrongLength}. */
    record WrongLength(int frame, long difference) implements WireFault {}
}
