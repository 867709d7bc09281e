package io.aeroarrow.embedded.fault;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A way to misbehave. */
public sealed interface Fault permits WireFault, RequestFault {

    /** Whether this can happen to such a request. */
    boolean fits(Operation operation);

    /** The connection is reset: a new one at once, another one before the request is executed. */
    static Fault refuse() {
        return new WireFault.Refuse();
    }

    /** The request is executed, and so many bytes of the answer are sent; then the connection is closed. */
    static Fault closeAfter(long bytes) {
        return new WireFault.CloseAfter(notNegative(bytes));
    }

    /** The request is executed, and so many bytes of the answer are sent; nothing ever follows. */
    static Fault stallAfter(long bytes) {
        return new WireFault.StallAfter(notNegative(bytes));
    }

    /** The request is executed, its answer is not sent; the next request on the connection is answered. */
    static Fault dropAnswer() {
        return new WireFault.DropAnswer();
    }

    /** The answer is sent once more when it has ended. */
    static Fault duplicateAnswer() {
        return new WireFault.DuplicateAnswer();
    }

    /** The answer comes in pieces of so many bytes, each of them so much later than the one before. */
    static Fault trickle(int bytes, Duration pause) {
        if (bytes < 1) {
            throw new IllegalArgumentException("pieces of " + bytes + " bytes");
        }
        return new WireFault.Trickle(bytes, pause);
    }

    /** Each frame of the answer comes later, as from a slow disk. */
    static Fault slowDisk(Duration pause) {
        return new WireFault.SlowDisk(pause);
    }

    /** The last bytes of a frame are missing, whatever its header says; the next frame follows at once. */
    static Fault truncateFrame(int frame, int missingBytes) {
        return new WireFault.TruncateFrame(frame, Math.toIntExact(notNegative(missingBytes)));
    }

    /**
     * A byte of a frame's header is another one.
     *
     * @param frame which one of the answer, from 0
     * @param position of the byte: 0 is the version, 1 the type, 2 to 7 the length
     */
    static Fault corruptHeader(int frame, int position, int value) {
        return new WireFault.CorruptHeader(frame, position, value);
    }

    /** A frame's header says that it is so much longer, or shorter, than it is. */
    static Fault wrongLength(int frame, long difference) {
        return new WireFault.WrongLength(frame, difference);
    }

    /** The request is not executed; the answer is this result code. */
    static Fault result(int code) {
        if (code < 1 || code > 255) {
            throw new IllegalArgumentException("result code " + code + " is none of an error");
        }
        return new RequestFault.Result(code);
    }

    /** The partitions are as if no node held them: queries report them, and records of them get result code 11. */
    static Fault unavailable(int... partitions) {
        Set<Integer> all = IntStream.of(partitions).boxed().collect(Collectors.toUnmodifiableSet());
        return new RequestFault.Unavailable(all);
    }

    /** The server ends a query by itself, with result code 15, when it has sent so many records; one in the background sends none. */
    static Fault abortAfter(long records) {
        return new RequestFault.AbortAfter(notNegative(records));
    }

    private static long notNegative(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("less than none: " + count);
        }
        return count;
    }
}
