package io.aeroarrow.files.internal.ipc;

import io.aeroarrow.files.format.ArrowFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/**
 * The checks shared by {@link CheckedFileReader} and {@link CheckedStreamReader}, which extend different readers of Arrow.
 * They validate each batch, name the file in errors, and release memory that Arrow's readers leak after an error.
 */
final class ReadChecks {

    /** A step of one of Arrow's readers. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    private final Path file;
    private final TrackingReadChannel channel;
    private final CheckedDecompression decompression = new CheckedDecompression();
    private int batch;

    ReadChecks(Path file, TrackingReadChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    Path file() {
        return file;
    }

    TrackingReadChannel channel() {
        return channel;
    }

    CheckedDecompression decompression() {
        return decompression;
    }

    /** Returns the number of batches read so far. */
    int batches() {
        return batch;
    }

    /** Loads the next batch and validates it. */
    boolean loadNextBatch(ArrowReader reader, Step<Boolean> loading) throws IOException {
        boolean loaded = named("is corrupt or truncated in batch " + batch + " (counted from 0)", () -> {
            boolean more = loading.run();
            if (more) {
                BatchValidation.check(reader.getVectorSchemaRoot(), reader);
            }
            return more;
        });
        batch += loaded ? 1 : 0;
        return loaded;
    }

    /** Runs a step. An error becomes one that names the file, unless the channel was closed by an interrupt. */
    <T> T named(String problem, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ArrowFileException(file + " " + problem + ": " + e.getMessage(), e);
        }
    }

    /** Loads the buffers of a record batch into the reader's vectors. */
    void loadRecordBatch(ArrowReader reader, ArrowRecordBatch batch, Runnable loading) {
        channel.bodyTaken();
        decompression.load(
                () -> {
                    loading.run();
                    NodeCounts.check(root(reader).getFieldVectors(), batch.getNodes());
                },
                () -> root(reader).clear());
    }

    /** Loads the buffers of a dictionary batch into the dictionaries' vectors. */
    void loadDictionary(Map<Long, Dictionary> dictionaries, ArrowDictionaryBatch batch, Runnable loading) {
        channel.bodyTaken();
        decompression.load(
                () -> {
                    loading.run();
                    // A delta was appended: the vector also has the values of earlier batches.
                    if (!batch.isDelta()) {
                        // The loader has thrown if the id is unknown.
                        Dictionary loaded = Objects.requireNonNull(dictionaries.get(batch.getDictionaryId()));
                        NodeCounts.check(
                                List.of(loaded.getVector()),
                                batch.getDictionary().getNodes());
                    }
                },
                () -> dictionaries
                        .values()
                        .forEach(dictionary -> dictionary.getVector().clear()));
    }

    private static VectorSchemaRoot root(ArrowReader reader) {
        try {
            return reader.getVectorSchemaRoot();
        } catch (IOException e) {
            throw new UncheckedIOException("the root was read before and cannot be accessed now", e);
        }
    }
}
