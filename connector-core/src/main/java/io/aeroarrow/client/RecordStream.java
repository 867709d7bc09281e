package io.aeroarrow.client;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.answer.RecordReader;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.BinSelection.Named;
import io.aeroarrow.model.Record;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The records of a scan or query, in no defined order, each once. One thread reads them.
 *
 * <p>Close the stream to end the query on the servers and to give its connections back. Reading to the end does the
 * same.
 */
public final class RecordStream implements Iterable<Record>, AutoCloseable {

    private final String namespace;
    private final RecordCursors cursors;
    private final RecordReader reader;
    private boolean iterated;

    /**
     * @param selected the bins to read
     */
    RecordStream(String namespace, BinSelection selected, RecordCursors cursors) {
        this.reader = selected instanceof Named named ? RecordReader.ofBins(named.names()) : new RecordReader();
        this.namespace = namespace;
        this.cursors = cursors;
    }

    /**
     * Iterates over the records. {@code hasNext} and {@code next} wait for nodes; they throw an {@link
     * AeroArrowException} if the records cannot be read to their end.
     *
     * @throws IllegalStateException if the stream was iterated before
     */
    @Override
    public Iterator<Record> iterator() {
        if (iterated) {
            throw new IllegalStateException("a record stream can be iterated once; start another scan");
        }
        iterated = true;
        return new Records();
    }

    /**
     * {@return the records as a sequential stream, whose {@code close} closes this stream} It counts as the one
     * iteration.
     */
    public Stream<Record> stream() {
        int characteristics = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), characteristics), false)
                .onClose(this::close);
    }

    /** {@return bytes that the records took on the wire so far} */
    public long bytesRead() {
        return cursors.bytesRead();
    }

    /** {@return number of requests so far that repeated part of the scan after a failure} */
    public long retries() {
        return cursors.retries();
    }

    @Override
    public void close() {
        cursors.close();
    }

    private final class Records implements Iterator<Record> {
        private @Nullable Record next;
        private boolean ended;

        @Override
        public boolean hasNext() {
            if (next == null && !ended) {
                RecordCursor cursor = cursors.next();
                ended = cursor == null;
                next = cursor == null ? null : reader.read(namespace, cursor);
            }
            return next != null;
        }

        @Override
        public Record next() {
            Record record = hasNext() ? next : null;
            if (record == null) {
                throw new NoSuchElementException("the scan has no more records");
            }
            next = null;
            return record;
        }
    }
}
