package io.aeroarrow.internal.batch;

import io.aeroarrow.internal.answer.RecordBlock;

/** Consumes the answers of a batch read in key order, each exactly once. */
@FunctionalInterface
public interface KeyedAnswerConsumer {

    /**
     * Consumes the answers to consecutive keys, each a record or a result code. An exception ends the batch read.
     *
     * @param firstKey the index of the first key; the next one after the previous call
     * @param answers valid during the call
     */
    void accept(int firstKey, RecordBlock answers);

    /** Whether the consumer takes no more answers, which ends the batch read. Asked after each call. */
    default boolean isFull() {
        return false;
    }
}
