package io.aeroarrow.embedded.compare;

import java.io.ByteArrayOutputStream;

/** A request of a sequence. */
final class ComparedRequest {
    private final byte[] frame;
    private final Ending ending;
    private final boolean last;
    private final long job;
    private final String description;

    private ComparedRequest(byte[] frame, Ending ending, boolean last, long job, String description) {
        this.frame = frame;
        this.ending = ending;
        this.last = last;
        this.job = job;
        this.description = description;
    }

    /** How its answer ends. */
    enum Ending {
        /** With its only message. */
        FRAME,
        /** With the message that has the LAST bit. */
        LAST_ROW,
        /** The same, or with an error without this bit. */
        LAST_ROW_OR_ERROR,
        /** With its only frame, a text. */
        INFO;

        boolean isEnd(byte[] frame) {
            return switch (this) {
                case FRAME, INFO -> true;
                case LAST_ROW -> AnswerText.hasLast(frame);
                case LAST_ROW_OR_ERROR -> AnswerText.hasLast(frame) || AnswerText.isError(frame);
            };
        }
    }

    static ComparedRequest of(ComparedMessage message, String description) {
        return new ComparedRequest(message.frame(), Ending.FRAME, false, 0, description);
    }

    static ComparedRequest ofRows(ComparedMessage message, String description) {
        return new ComparedRequest(message.frame(), Ending.LAST_ROW, false, 0, description);
    }

    /** A query. A real server does not execute requests that are sent before it has answered. */
    static ComparedRequest ofQuery(ComparedMessage message, long job, String description) {
        return new ComparedRequest(message.frame(), Ending.LAST_ROW_OR_ERROR, true, job, description);
    }

    static ComparedRequest ofInfo(String commands) {
        return new ComparedRequest(ComparedMessage.info(commands + "\n"), Ending.INFO, false, 0, commands);
    }

    /** Reads all bins. */
    static ComparedRequest get(String set, byte[] digest) {
        return of(ComparedMessage.ofRecord(set, digest).info(3, 0, 0), "get");
    }

    static ComparedRequest delete(String set, byte[] digest) {
        return of(ComparedMessage.ofRecord(set, digest).info(0, 3, 0), "delete");
    }

    void writeTo(ByteArrayOutputStream out) {
        out.writeBytes(frame);
    }

    Ending ending() {
        return ending;
    }

    /** Whether the next request has to wait for its answer. */
    boolean last() {
        return last;
    }

    /** The id of the background job that it starts and that has to end before the next request; 0 for none. */
    long job() {
        return job;
    }

    /** What a failure shows. */
    @Override
    public String toString() {
        return description;
    }
}
