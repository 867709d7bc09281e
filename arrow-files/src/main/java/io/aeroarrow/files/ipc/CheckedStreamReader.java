package io.aeroarrow.files.ipc;

import io.aeroarrow.files.ArrowFileException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/** Arrow's reader of streams, whose errors name the file, and to whom a stream without its end is one of them. */
final class CheckedStreamReader extends ArrowStreamReader {

    private final Path file;
    private final TrackingChannel channel;
    private final Decompression decompression;
    private int batch;

    CheckedStreamReader(Path file, TrackingChannel channel, BufferAllocator allocator) {
        this(file, channel, allocator, new Decompression());
    }

    private CheckedStreamReader(
            Path file, TrackingChannel channel, BufferAllocator allocator, Decompression decompression) {
        super(new CheckedMessages(channel, allocator), allocator, decompression);
        this.file = file;
        this.channel = channel;
        this.decompression = decompression;
    }

    @Override
    protected void initialize() throws IOException {
        try {
            super.initialize();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ArrowFileException(file + " does not start like an Arrow stream: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        boolean loaded;
        try {
            loaded = super.loadNextBatch();
            if (loaded) {
                BatchCheck.check(getVectorSchemaRoot(), this);
                batch++;
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw BatchCheck.corrupt(file, batch, e);
        }
        if (!loaded && channel.ended()) {
            throw new ArrowFileException(
                    file + " ends after " + batch
                            + " batches without the mark of an Arrow stream's end: it was cut short, or its writer was not closed");
        }
        return loaded;
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
