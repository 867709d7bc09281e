package io.aeroarrow.files.internal.ipc;

import io.aeroarrow.files.format.ArrowFileException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/** Arrow's stream reader with checks of each batch. A stream without an end-of-stream marker is an error. */
final class CheckedStreamReader extends ArrowStreamReader {

    private final ReadChecks checks;

    CheckedStreamReader(Path file, TrackingReadChannel channel, BufferAllocator allocator) {
        this(new ReadChecks(file, channel), allocator);
    }

    private CheckedStreamReader(ReadChecks checks, BufferAllocator allocator) {
        super(new CheckedMessageReader(checks.channel(), allocator), allocator, checks.decompression());
        this.checks = checks;
    }

    @Override
    protected void initialize() throws IOException {
        checks.named("does not start with the schema of an Arrow stream", () -> {
            super.initialize();
            return true;
        });
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        boolean loaded = checks.loadNextBatch(this, super::loadNextBatch);
        if (!loaded && checks.channel().ended()) {
            throw new ArrowFileException(checks.file() + " ends after " + checks.batches()
                    + " batches without an end-of-stream marker: the file is truncated, or its writer was not closed");
        }
        return loaded;
    }

    @Override
    protected void loadRecordBatch(ArrowRecordBatch next) {
        checks.loadRecordBatch(this, next, () -> super.loadRecordBatch(next));
    }

    @Override
    protected void loadDictionary(ArrowDictionaryBatch next) {
        checks.loadDictionary(dictionaries, next, () -> super.loadDictionary(next));
    }

    @Override
    protected void closeReadSource() throws IOException {
        checks.channel().releaseBody();
        super.closeReadSource();
    }
}
