package io.aeroarrow.internal.arrow.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Makes a stream of a source of batches. Closing the stream closes the source. */
public final class BatchStream extends AbstractSpliterator<VectorSchemaRoot> {

    private final BatchSource source;

    private BatchStream(BatchSource source) {
        super(Long.MAX_VALUE, Spliterator.NONNULL);
        this.source = source;
    }

    public static Stream<VectorSchemaRoot> of(BatchSource source) {
        return StreamSupport.stream(new BatchStream(source), false).onClose(() -> {
            try {
                source.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public boolean tryAdvance(Consumer<? super VectorSchemaRoot> action) {
        try {
            VectorSchemaRoot next = source.next();
            if (next == null) {
                return false;
            }
            action.accept(next);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
