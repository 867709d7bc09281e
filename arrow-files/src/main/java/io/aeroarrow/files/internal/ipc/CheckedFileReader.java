package io.aeroarrow.files.internal.ipc;

import io.aeroarrow.files.format.ArrowFileException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/** Arrow's file reader with checks of each batch. It also loads delta dictionaries, which Arrow's reader skips. */
final class CheckedFileReader extends ArrowFileReader {

    private final ReadChecks checks;
    private boolean deltasLoaded;

    CheckedFileReader(Path file, TrackingReadChannel channel, BufferAllocator allocator) {
        this(new ReadChecks(file, channel), allocator);
    }

    private CheckedFileReader(ReadChecks checks, BufferAllocator allocator) {
        super(checks.channel(), allocator, checks.decompression());
        this.checks = checks;
    }

    @Override
    public void initialize() throws IOException {
        try {
            super.initialize();
        } catch (ClosedChannelException | OutOfMemoryError e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            // A corrupt footer may name a class that does not exist.
            throw new ArrowFileException(
                    checks.file() + " is not a complete Arrow file; its footer cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    protected void ensureInitialized() throws IOException {
        super.ensureInitialized();
        if (!deltasLoaded) {
            deltasLoaded = true;
            checks.named("has a corrupt dictionary", this::loadDeltas);
        }
    }

    /** Arrow's reader loads one batch of each dictionary. */
    private boolean loadDeltas() throws IOException {
        for (int loaded = dictionaries.size(); loaded < getDictionaryBlocks().size(); loaded++) {
            loadDictionary(readDictionary());
        }
        return true;
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        return checks.loadNextBatch(this, super::loadNextBatch);
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
