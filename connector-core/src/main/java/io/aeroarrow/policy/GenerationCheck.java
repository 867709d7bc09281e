package io.aeroarrow.policy;

import io.aeroarrow.error.ResultCode;
import java.io.Serializable;

/**
 * The generation that a record must have for a write; otherwise the write fails with {@link ResultCode#GENERATION}.
 *
 * @param generation the value to compare with the record's generation, 0 to 65,535; 0 stands for "there is no record"
 */
public record GenerationCheck(Kind kind, int generation) implements Serializable {

    /** How generations are compared. */
    public enum Kind {
        /** No comparison. */
        NONE,
        /** The generations must be equal: the record has not been written since it was read. */
        EQUAL,
        /** The given one must be greater than the record's: for restoring backups. */
        GREATER
    }

    /** No check. */
    public static final GenerationCheck NONE = new GenerationCheck(Kind.NONE, 0);

    private static final int MAX_GENERATION = 0xffff;

    /**
     * Checks the components.
     *
     * @param kind the kind of command
     * @param generation the value to compare with the record's generation, 0 to 65,535
     */
    public GenerationCheck {
        if (generation < 0 || generation > MAX_GENERATION) {
            throw new IllegalArgumentException("a generation is 0 to " + MAX_GENERATION + ", not " + generation);
        }
    }

    /**
     * {@return the record must have this generation}
     *
     * @param generation 0 to 65,535
     */
    public static GenerationCheck equalTo(int generation) {
        return new GenerationCheck(Kind.EQUAL, generation);
    }

    /**
     * {@return the record must have a lower generation than this}
     *
     * @param generation 0 to 65,535
     */
    public static GenerationCheck greater(int generation) {
        return new GenerationCheck(Kind.GREATER, generation);
    }
}
