package io.aeroarrow.internal.batch;

import io.aeroarrow.internal.answer.RecordCursor;

/** Takes up the answers to the keys of a batch, in whatever order they come. */
@FunctionalInterface
interface AnswerConsumer {

    /**
     * Takes up an answer, a record or only a result code.
     *
     * @param key the number of the key
     * @param answer valid during the call
     * @return whether its bytes are to stay where they are, because they will be read later
     */
    boolean take(int key, RecordCursor answer);
}
