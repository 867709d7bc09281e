package io.aeroarrow.python;

import java.util.List;

/** Several reads that together read all records. */
public final class FeedGroup implements AutoCloseable {

    private final List<BatchFeed> feeds;

    FeedGroup(List<BatchFeed> feeds) {
        this.feeds = List.copyOf(feeds);
    }

    /** {@return the reads; the caller closes each} */
    public BatchFeed[] feeds() {
        return feeds.toArray(BatchFeed[]::new);
    }

    @Override
    public void close() {
        feeds.forEach(BatchFeed::close);
    }
}
