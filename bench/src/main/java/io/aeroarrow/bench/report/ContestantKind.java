package io.aeroarrow.bench.report;

/** The role of a contestant. */
public enum ContestantKind {
    /** AeroArrow. */
    OURS,
    /** Another client or reader with the same result. */
    OTHER,
    /** A part of another contestant's work, without the full result. */
    PART,
    /** A lower bound on the cost: receives the bytes and decodes nothing. */
    LIMIT
}
