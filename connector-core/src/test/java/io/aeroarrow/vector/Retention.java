package io.aeroarrow.vector;

/** Which of the messages of a stream are kept where they came in. */
enum Retention {
    NONE,
    ALL
}
