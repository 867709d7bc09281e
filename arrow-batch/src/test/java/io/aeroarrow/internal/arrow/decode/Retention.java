package io.aeroarrow.internal.arrow.decode;

/** How long the messages of a stream are kept where they came in. */
enum Retention {
    NONE,
    /** Until more of the stream is offered, or a block is full. */
    BLOCKS,
    ALL
}
