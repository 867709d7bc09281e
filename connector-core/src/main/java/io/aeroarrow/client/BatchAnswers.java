package io.aeroarrow.client;

import io.aeroarrow.protocol.RecordCursor;
import io.aeroarrow.protocol.RecordDecoder;
import java.util.List;

/** The answers to a batch read, in whatever order they came, to be read in any. Holds their memory until closed. */
public final class BatchAnswers implements AutoCloseable {

    private final long[] addresses;
    private final List<RecordDecoder> memory;
    private final RecordCursor record = new RecordCursor();

    BatchAnswers(long[] addresses, List<RecordDecoder> memory) {
        this.addresses = addresses;
        this.memory = memory;
    }

    /** The number of keys. */
    public int size() {
        return addresses.length;
    }

    /** Whether the answer to a key has come, and will stay what it is. */
    public boolean isThere(int key) {
        return addresses[key] != 0;
    }

    /** The answer to a key: a record, or only a result code. Valid until the next call. */
    public RecordCursor answer(int key) {
        record.reopen(addresses[key]);
        return record;
    }

    @Override
    public void close() {
        memory.forEach(RecordDecoder::close);
    }
}
