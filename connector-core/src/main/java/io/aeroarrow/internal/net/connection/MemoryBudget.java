package io.aeroarrow.internal.net.connection;

import io.aeroarrow.policy.ClientConfig;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the memory of a client that is no vector yet: bytes received and not decoded, answers that wait for their turn,
 * rows on their way to the nodes, and requests that are being written. It never blocks. A reader asks whether it holds too much, and then takes only the
 * bytes that it needs next; the other bytes stay with the nodes. So two readers never wait for each other. Thread-safe.
 */
public final class MemoryBudget {

    /** By default, one reader may hold this part of the limit. */
    private static final int READERS = 4;

    /** A guess on the large side, so that the first requests of a client are small. */
    private static final long UNKNOWN_BYTES_PER_KEY = 64 << 10;

    private static final int SMALLEST_COUNTED_REQUEST = 16 << 10;

    private final long limit;
    private final long shareLimit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    private volatile long bytesPerKey = UNKNOWN_BYTES_PER_KEY;

    /**
     * @param limit in bytes
     * @param shareLimit the limit of one reader or writer in bytes, so that a stalled one leaves memory to others
     */
    public MemoryBudget(long limit, long shareLimit) {
        this.limit = limit;
        this.shareLimit = shareLimit;
    }

    /** Creates the budget of a client. */
    public static MemoryBudget of(ClientConfig config) {
        return new MemoryBudget(config.memoryLimit(), readerLimit(config));
    }

    /** The limit of one reader or writer of a client in bytes. */
    static long readerLimit(ClientConfig config) {
        return Math.min(config.readerMemoryLimit().orElse(config.memoryLimit() / READERS), config.memoryLimit());
    }

    /** Creates a budget without limits. */
    public static MemoryBudget unlimited() {
        return new MemoryBudget(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** The limit in bytes. */
    public long limit() {
        return limit;
    }

    /** The bytes held now. */
    public long used() {
        return used.get();
    }

    /** The most bytes that were held at a time. */
    public long peak() {
        return peak.get();
    }

    /** The size of an answer to one key, as the last lookup saw it. */
    public long bytesPerKey() {
        return bytesPerKey;
    }

    /** Sets the size of an answer to one key. */
    public void bytesPerKey(long bytes) {
        bytesPerKey = bytes;
    }

    /** Whether more than the limit is held. */
    public boolean isOver() {
        return used.get() > limit;
    }

    /** Returns a share for a reader or writer, which closes it. */
    public Share share() {
        return new Share();
    }

    /**
     * Counts a request that is being written. A small request is not counted: a connection writes one at a time.
     *
     * @return the bytes counted, for {@link #written}
     */
    int writing(int bytes) {
        if (bytes < SMALLEST_COUNTED_REQUEST) {
            return 0;
        }
        change(bytes);
        return bytes;
    }

    /** Counts a request as written, or as lost with its connection. */
    void written(int counted) {
        if (counted != 0) {
            change(-counted);
        }
    }

    /** Counts bytes that belong to no share; negative if they are free again. */
    void change(long bytes) {
        long now = used.addAndGet(bytes);
        if (bytes > 0 && now > peak.get()) {
            peak.accumulateAndGet(now, Math::max);
        }
    }

    /**
     * What one reader or writer holds. Thread-safe. A closed share counts nothing: bytes that an event loop takes or frees
     * later are not freed twice.
     */
    public final class Share implements AutoCloseable {

        private static final long CLOSED = Long.MIN_VALUE;

        /** Or {@link #CLOSED}. Never more than the budget counts: bytes enter the budget first, and leave it last. */
        private final AtomicLong held = new AtomicLong();

        private Share() {}

        /** Counts bytes. */
        public void acquire(long bytes) {
            change(bytes);
            if (!add(bytes)) {
                change(-bytes);
            }
        }

        /** Counts bytes as free again. */
        public void release(long bytes) {
            if (add(-bytes)) {
                change(-bytes);
            }
        }

        /** Returns false if the share is closed. */
        private boolean add(long bytes) {
            long now = held.get();
            while (now != CLOSED && !held.compareAndSet(now, now + bytes)) {
                now = held.get();
            }
            return now != CLOSED;
        }

        /** The bytes held now. */
        public long held() {
            return Math.max(held.get(), 0);
        }

        /** The most bytes that this share should hold. */
        public long limit() {
            return shareLimit;
        }

        /** Whether this share would hold too much with more bytes. */
        public boolean fits(long bytes) {
            return held() + bytes <= limit();
        }

        /** Whether this share, or all shares together, hold too much. */
        public boolean isOver() {
            return held() > limit() || MemoryBudget.this.isOver();
        }

        /** Adds a part whose size changes. */
        public Part part() {
            return new Part(this);
        }

        /** Frees what is still held. */
        @Override
        public void close() {
            long rest = held.getAndSet(CLOSED);
            if (rest != CLOSED) {
                change(-rest);
            }
        }
    }

    /** The memory of one request within a share. Used by one thread. */
    public static final class Part {
        private final Share share;
        private long bytes;

        private Part(Share share) {
            this.share = share;
        }

        /** Sets how many bytes this part holds now. */
        public void set(long now) {
            if (now != bytes) {
                if (now > bytes) {
                    share.acquire(now - bytes);
                } else {
                    share.release(bytes - now);
                }
                bytes = now;
            }
        }
    }
}
