package io.aeroarrow.internal.batch;

import io.aeroarrow.internal.answer.RecordBlock;

/** Takes the answers of a batch read in the order of its keys, each once. */
@FunctionalInterface
public interface KeyedAnswerConsumer {

    /**
     * Takes the answers to one key and those behind it, each a record or only a result code. What it throws ends the
     * batch read.
     *
     * @param firstKey the number of the first key, one more than that of the last before
     * @param answers valid during the call
     */
    void accept(int firstKey, RecordBlock answers);
}
