package io.aeroarrow.bench.report;

/** What a contender stands for. */
public enum Kind {
    /** This project. */
    OURS,
    /** Somebody else's way to the same result. */
    OTHER,
    /** A part of another's way, which does not come to the result. */
    PART,
    /** No way to the result, but what no way can beat: the bytes taken in, and nothing done with them. */
    LIMIT
}
