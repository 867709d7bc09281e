package io.aeroarrow.internal.arrow.decode;

/** How long a test keeps the messages of a stream in the received memory. */
enum Retention {
    /** Each message is read before the next one. */
    NONE,
    /** Messages are kept until more of the stream is offered, or a block is full. */
    BLOCKS,
    /** All messages are kept until the end of the stream. */
    ALL
}
