package io.aeroarrow.internal.batch;

import io.aeroarrow.internal.answer.RecordCursor;

/** Consumes the answers to the keys of a batch, in any order. */
@FunctionalInterface
interface AnswerConsumer {

    /**
     * Consumes an answer: a record or a result code.
     *
     * @param key the index of the key
     * @param answer valid during the call
     * @return whether the answer's bytes must be kept, because they are read later
     */
    boolean accept(int key, RecordCursor answer);
}
