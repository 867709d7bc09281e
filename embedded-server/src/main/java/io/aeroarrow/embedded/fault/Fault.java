package io.aeroarrow.embedded.fault;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A fault that a test sets on a server with {@link Faults#add}. The methods here create all kinds. A frame's number counts the
 * frames of one answer, from 0; sizes are in bytes and include the 8-byte frame header.
 */
public sealed interface Fault permits WireFault, RequestFault {

    /** Whether this fault can happen to requests of this type. */
    boolean fits(RequestType operation);

    /** Resets the connection: at once if it is new, otherwise before the request is executed. */
    static Fault refuse() {
        return new WireFault.Refuse();
    }

    /**
     * Executes the request, sends the first bytes of its answer, then closes the connection.
     *
     * @param bytes how many bytes are sent; 0 or more
     */
    static Fault closeAfter(long bytes) {
        return new WireFault.CloseAfter(notNegative(bytes));
    }

    /**
     * Executes the request, sends the first bytes of its answer, then sends nothing more. The connection stays open.
     *
     * @param bytes how many bytes are sent; 0 or more
     */
    static Fault stallAfter(long bytes) {
        return new WireFault.StallAfter(notNegative(bytes));
    }

    /** Executes the request and sends no answer. The next request on the connection is answered. */
    static Fault dropAnswer() {
        return new WireFault.DropAnswer();
    }

    /** Sends the answer twice. */
    static Fault duplicateAnswer() {
        return new WireFault.DuplicateAnswer();
    }

    /**
     * Sends the answer in pieces, with a pause before each.
     *
     * @param bytes the size of a piece; 1 or more
     * @param pause the time before each piece
     */
    static Fault trickle(int bytes, Duration pause) {
        if (bytes < 1) {
            throw new IllegalArgumentException("pieces of " + bytes + " bytes are not allowed: use 1 or more");
        }
        return new WireFault.Trickle(bytes, pause);
    }

    /** Sends each frame of the answer after a pause. */
    static Fault slowDisk(Duration pause) {
        return new WireFault.SlowDisk(pause);
    }

    /**
     * Leaves out the last bytes of a frame and keeps its header. The next frame follows at once.
     *
     * @param frame the number of the frame
     * @param missingBytes how many bytes are left out; 0 or more
     */
    static Fault truncateFrame(int frame, int missingBytes) {
        return new WireFault.TruncateFrame(frame, Math.toIntExact(notNegative(missingBytes)));
    }

    /**
     * Replaces a byte of a frame's header.
     *
     * @param frame the number of the frame
     * @param position which byte: 0 is the version, 1 the type, 2 to 7 the length
     * @param value the new byte
     */
    static Fault corruptHeader(int frame, int position, int value) {
        return new WireFault.CorruptHeader(frame, position, value);
    }

    /**
     * Changes the length in a frame's header and leaves the frame as it is.
     *
     * @param frame the number of the frame
     * @param difference the bytes to add to the length; may be negative
     */
    static Fault wrongLength(int frame, long difference) {
        return new WireFault.WrongLength(frame, difference);
    }

    /**
     * Answers with a result code and does not execute the request.
     *
     * @param code an error's result code, from 1 to 255
     */
    static Fault result(int code) {
        if (code < 1 || code > 255) {
            throw new IllegalArgumentException("result code " + code + " is not an error; use 1 to 255");
        }
        return new RequestFault.Result(code);
    }

    /**
     * Makes partitions unavailable, as if no node held them. Queries report them; requests for their records get result code 11.
     *
     * @param partitions the partition ids, from 0 to 4095
     */
    static Fault unavailable(int... partitions) {
        Set<Integer> all = IntStream.of(partitions).boxed().collect(Collectors.toUnmodifiableSet());
        return new RequestFault.Unavailable(all);
    }

    /**
     * Ends a query with result code 15 after a number of records. Background queries are not affected.
     *
     * @param records how many records are sent first; 0 or more
     */
    static Fault abortAfter(long records) {
        return new RequestFault.AbortAfter(notNegative(records));
    }

    private static long notNegative(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("the count must be 0 or more, not " + count);
        }
        return count;
    }
}
