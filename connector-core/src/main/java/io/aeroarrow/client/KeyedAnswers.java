package io.aeroarrow.client;

import io.aeroarrow.protocol.RecordCursor;

/** Takes the answers of a batch read in the order of its keys, each once. */
@FunctionalInterface
public interface KeyedAnswers {

    /**
     * Takes the answer to a key: a record, or only a result code. What it throws ends the batch read.
     *
     * @param key the number of the key, one more than the last time
     * @param answer valid during the call
     */
    void accept(int key, RecordCursor answer);
}
