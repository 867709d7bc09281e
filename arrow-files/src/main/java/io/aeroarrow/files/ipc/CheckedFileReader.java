package io.aeroarrow.files.ipc;

import io.aeroarrow.files.ArrowFileException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/** Arrow's reader of files, whose errors name the file. */
final class CheckedFileReader extends ArrowFileReader {

    private final Path file;
    private final TrackingChannel channel;
    private final Decompression decompression;
    private boolean wholeDictionaries;
    private int batch;

    CheckedFileReader(Path file, TrackingChannel channel, BufferAllocator allocator) {
        this(file, channel, allocator, new Decompression());
    }

    private CheckedFileReader(
            Path file, TrackingChannel channel, BufferAllocator allocator, Decompression decompression) {
        super(channel, allocator, decompression);
        this.file = file;
        this.channel = channel;
        this.decompression = decompression;
    }

    @Override
    public void initialize() throws IOException {
        try {
            super.initialize();
        } catch (ClosedChannelException | OutOfMemoryError e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new ArrowFileException(
                    file + " is not a whole Arrow file (the end of one tells where its batches are): " + e.getMessage(),
                    e);
        }
    }

    /** Arrow's reader takes one part of each dictionary, and leaves what they gained later. */
    @Override
    protected void ensureInitialized() throws IOException {
        super.ensureInitialized();
        if (!wholeDictionaries) {
            wholeDictionaries = true;
            loadOtherParts();
        }
    }

    private void loadOtherParts() throws IOException {
        try {
            for (int part = dictionaries.size(); part < getDictionaryBlocks().size(); part++) {
                loadDictionary(readDictionary());
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ArrowFileException(file + " has a dictionary that is corrupt: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        try {
            boolean loaded = super.loadNextBatch();
            if (loaded) {
                BatchCheck.check(getVectorSchemaRoot(), this);
                batch++;
            }
            return loaded;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw BatchCheck.corrupt(file, batch, e);
        }
    }

    @Override
    protected void loadRecordBatch(ArrowRecordBatch next) {
        channel.bodyTaken();
        decompression.load(() -> super.loadRecordBatch(next), () -> Decompression.clearRoot(this));
    }

    @Override
    protected void loadDictionary(ArrowDictionaryBatch next) {
        channel.bodyTaken();
        decompression.load(
                () -> super.loadDictionary(next),
                () -> dictionaries
                        .values()
                        .forEach(dictionary -> dictionary.getVector().clear()));
    }

    @Override
    protected void closeReadSource() throws IOException {
        channel.releaseBody();
        super.closeReadSource();
    }
}
