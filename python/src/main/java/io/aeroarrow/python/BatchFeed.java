package io.aeroarrow.python;

import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.arrow.read.ScanArrowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.jspecify.annotations.Nullable;

/**
 * Exports the batches of one reader as structures of Arrow's C data interface. A thread reads ahead, so that servers and Java
 * work while Python uses a batch. Different threads may call {@link #next} and {@link #close}.
 */
public final class BatchFeed implements AutoCloseable {

    /** The result of {@link #next} if no batch arrived in time. */
    public static final long WAITING = 0;

    /** The result of {@link #next} after the last batch. */
    public static final long END = -1;

    /** Batches that are read but not taken. */
    private static final int READ_AHEAD = 2;

    private static final AtomicLong NUMBER = new AtomicLong();

    private sealed interface Item {}

    private record Batch(ArrowArray array) implements Item {}

    private record End(@Nullable Throwable failure) implements Item {}

    private final ScanArrowReader reader;
    private final BufferAllocator allocator;
    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(READ_AHEAD);
    private final Thread thread;
    private volatile ReadMetrics metrics = ReadMetrics.NONE;
    private volatile boolean closed;
    private @Nullable ArrowArray taken;
    private @Nullable End end;

    private BatchFeed(ScanArrowReader reader, BufferAllocator allocator) {
        this.reader = reader;
        this.allocator = allocator;
        this.thread = new Thread(this::read, "aeroarrow-python-read-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
    }

    /** Starts to read. The feed closes the reader. */
    static BatchFeed start(ScanArrowReader reader, BufferAllocator allocator) {
        BatchFeed feed = new BatchFeed(reader, allocator);
        feed.thread.start();
        return feed;
    }

    /** Keeps every failure, errors included: it is thrown to Python. */
    @SuppressWarnings("CatchingUnchecked")
    private void read() {
        Throwable failure = null;
        try (reader;
                DictionaryCopies dictionaries = new DictionaryCopies(allocator)) {
            while (!closed && reader.loadNextBatch()) {
                metrics = reader.metrics();
                put(new Batch(exported(reader.getVectorSchemaRoot(), dictionaries.of(reader.getDictionaryVectors()))));
            }
            metrics = reader.metrics();
        } catch (Throwable e) {
            failure = e;
        }
        try {
            // Nobody takes items after close(), and a full queue would block this thread.
            if (!closed) {
                put(new End(failure));
            }
        } catch (InterruptedException e) {
            // By close(), which waits for the end of this thread.
            Thread.currentThread().interrupt();
        }
    }

    private void put(Item item) throws InterruptedException {
        try {
            items.put(item);
        } catch (InterruptedException e) {
            release(item);
            throw e;
        }
    }

    /** Exports a batch that outlives the reader: its memory moves to this feed's allocator. */
    private ArrowArray exported(VectorSchemaRoot source, DictionaryProvider dictionaries) {
        List<FieldVector> vectors = new ArrayList<>();
        ArrowArray array = ArrowArray.allocateNew(allocator);
        try {
            for (FieldVector vector : source.getFieldVectors()) {
                FieldVector target = vector.getField().createVector(allocator);
                vectors.add(target);
                vector.makeTransferPair(target).transfer();
            }
            VectorSchemaRoot batch = new VectorSchemaRoot(source.getSchema(), vectors, source.getRowCount());
            Data.exportVectorSchemaRoot(allocator, batch, dictionaries, array);
            return array;
        } catch (RuntimeException | Error e) {
            array.close();
            throw e;
        } finally {
            vectors.forEach(FieldVector::close);
        }
    }

    /**
     * Returns the address of the next batch: an {@code ArrowArray}, whose content the caller moves out before the next call.
     *
     * @param millis the longest time to wait
     * @return the address, {@link #WAITING} or {@link #END}
     * @throws Throwable the failure of the read
     */
    public synchronized long next(long millis) throws Throwable {
        freeTaken();
        if (end == null && !closed) {
            Item item = items.poll(millis, TimeUnit.MILLISECONDS);
            if (item == null) {
                return WAITING;
            }
            if (item instanceof Batch batch) {
                taken = batch.array();
                return batch.array().memoryAddress();
            }
            end = (End) item;
        }
        if (end != null && end.failure() != null) {
            throw end.failure();
        }
        return END;
    }

    private void freeTaken() {
        if (taken != null) {
            release(taken);
            taken = null;
        }
    }

    /** Releases a structure. Its content has been moved out, or was never taken. */
    static void release(ArrowArray array) {
        if (array.snapshot().release != 0) {
            array.release();
        }
        array.close();
    }

    private static void release(Item item) {
        if (item instanceof Batch batch) {
            release(batch.array());
        }
    }

    /** {@return the number of rows read so far} */
    public long rows() {
        return metrics.rows();
    }

    /** {@return the number of bytes received so far} */
    public long bytes() {
        return metrics.bytes();
    }

    /** {@return the metrics as a text, for messages} */
    public String metrics() {
        return metrics.toString();
    }

    /** {@return the columns with values that did not fit, each as name and count} */
    public Object[][] mismatches() {
        return metrics.mismatches().entrySet().stream()
                .map(entry -> new Object[] {entry.getKey(), entry.getValue()})
                .toArray(Object[][]::new);
    }

    /**
     * Ends the read, and frees the batches that Python has not taken. Waits until the reader is closed.
     */
    @Override
    public void close() {
        closed = true;
        PendingCall.end(thread);
        synchronized (this) {
            freeTaken();
            for (Item item = items.poll(); item != null; item = items.poll()) {
                release(item);
            }
        }
    }
}
