package io.aeroarrow.spark.internal.stream;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.spark.internal.options.StreamOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;

/**
 * A stream of the updated records of a set, ordered by last update. Each batch covers a time span. A record has its values at
 * the time its batch is read; if it is written again before that, it belongs to a later batch. Deletes and expiry are not
 * visible.
 */
public final class UpdateStream implements MicroBatchStream, SupportsTriggerAvailableNow {

    private final Function<Filter, Batch> scans;
    private final OffsetPlanner times;

    /**
     * Creates a stream.
     *
     * @param scans returns the query's scan with an additional filter
     */
    public UpdateStream(Function<Filter, Batch> scans, StreamOptions options) {
        this(scans, options, InstantSource.system());
    }

    UpdateStream(Function<Filter, Batch> scans, StreamOptions options, InstantSource clock) {
        this.scans = scans;
        this.times = new OffsetPlanner(options, clock);
    }

    @Override
    public Offset initialOffset() {
        return new UpdateOffset(times.start());
    }

    @Override
    public Offset deserializeOffset(String json) {
        return UpdateOffset.parse(json);
    }

    @Override
    public void prepareForTriggerAvailableNow() {
        times.endHere();
    }

    @Override
    public Offset latestOffset(Offset start, ReadLimit limit) {
        return new UpdateOffset(times.next(time(start)));
    }

    /** Always fails: Spark calls {@link #latestOffset(Offset, ReadLimit)}. */
    @Override
    public Offset latestOffset() {
        throw new UnsupportedOperationException(
                "the latest offset depends on the start; call latestOffset(start, limit)");
    }

    @Override
    public Offset reportLatestOffset() {
        return new UpdateOffset(times.settled());
    }

    private static Instant time(Offset offset) {
        return UpdateOffset.parse(offset.json()).before();
    }

    @Override
    public InputPartition[] planInputPartitions(Offset start, Offset end) {
        Filter written = Filter.lastUpdate()
                .atLeast(UpdateOffset.parse(start.json()).nanos())
                .and(Filter.lastUpdate().lessThan(UpdateOffset.parse(end.json()).nanos()));
        Batch batch = scans.apply(written);
        PartitionReaderFactory readers = batch.createReaderFactory();
        return Arrays.stream(batch.planInputPartitions())
                .map(partition -> new UpdatePartition(partition, readers))
                .toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new UpdateReaderFactory();
    }

    /** Does nothing: the stream keeps no state. */
    @Override
    public void commit(Offset end) {}

    @Override
    public void stop() {}
}
