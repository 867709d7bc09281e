package io.aeroarrow.embedded.fault;

import java.time.Duration;

/** A fault of the connection: the request is executed normally, and its answer is damaged, late or missing. */
public sealed interface WireFault extends Fault {

    @Override
    default boolean fits(RequestType operation) {
        return operation != RequestType.CONNECT && operation != RequestType.BATCH_ROW;
    }

    /** See {@link Fault#refuse}. */
    record Refuse() implements WireFault {
        @Override
        public boolean fits(RequestType operation) {
            return operation != RequestType.BATCH_ROW;
        }
    }

    /**
     * See {@link Fault#closeAfter}.
     *
     * @param bytes how many bytes are sent
     */
    record CloseAfter(long bytes) implements WireFault {}

    /**
     * See {@link Fault#stallAfter}.
     *
     * @param bytes how many bytes are sent
     */
    record StallAfter(long bytes) implements WireFault {}

    /** See {@link Fault#dropAnswer}. */
    record DropAnswer() implements WireFault {}

    /** See {@link Fault#duplicateAnswer}. */
    record DuplicateAnswer() implements WireFault {}

    /**
     * See {@link Fault#trickle}.
     *
     * @param bytes the size of a piece
     * @param pause the time before each piece
     */
    record Trickle(int bytes, Duration pause) implements WireFault {}

    /**
     * See {@link Fault#slowDisk}.
     *
     * @param pause the time before each frame
     */
    record SlowDisk(Duration pause) implements WireFault {}

    /**
     * See {@link Fault#truncateFrame}.
     *
     * @param frame the number of the frame
     * @param missingBytes how many bytes are left out
     */
    record TruncateFrame(int frame, int missingBytes) implements WireFault {}

    /**
     * See {@link Fault#corruptHeader}.
     *
     * @param frame the number of the frame
     * @param position which byte of the header
     * @param value the new byte
     */
    record CorruptHeader(int frame, int position, int value) implements WireFault {}

    /**
     * See {@link Fault#wrongLength}.
     *
     * @param frame the number of the frame
     * @param difference the bytes added to the length
     */
    record WrongLength(int frame, long difference) implements WireFault {}
}
