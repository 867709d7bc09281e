package io.aeroarrow.spark.stream;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.spark.option.StreamOptions;
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
 * The records of a set in the order of their last writes, a span of time in each batch. A record comes as it is when its
 * batch is read, or, if it has been written once more since, in a later batch. Records that are deleted or expire do not come.
 */
public final class UpdateStream implements MicroBatchStream, SupportsTriggerAvailableNow {

    private final Function<Filter, Batch> scans;
    private final UpdateTimes times;

    /**
     * @param scans scans of the set with a filter besides what the query asks for
     */
    public UpdateStream(Function<Filter, Batch> scans, StreamOptions options) {
        this(scans, options, InstantSource.system());
    }

    UpdateStream(Function<Filter, Batch> scans, StreamOptions options, InstantSource clock) {
        this.scans = scans;
        this.times = new UpdateTimes(options, clock);
    }

    @Override
    public Offset initialOffset() {
        return new UpdateTime(times.start());
    }

    @Override
    public Offset deserializeOffset(String json) {
        return UpdateTime.parse(json);
    }

    @Override
    public void prepareForTriggerAvailableNow() {
        times.endHere();
    }

    @Override
    public Offset latestOffset(Offset start, ReadLimit limit) {
        return new UpdateTime(times.next(time(start)));
    }

    /** Spark asks for that with the start, see {@link #latestOffset(Offset, ReadLimit)}. */
    @Override
    public Offset latestOffset() {
        throw new UnsupportedOperationException("a batch goes a span of time from its start");
    }

    @Override
    public Offset reportLatestOffset() {
        return new UpdateTime(times.settled());
    }

    private static Instant time(Offset offset) {
        return UpdateTime.parse(offset.json()).before();
    }

    @Override
    public InputPartition[] planInputPartitions(Offset start, Offset end) {
        Filter written = Filter.lastUpdate()
                .atLeast(UpdateTime.parse(start.json()).nanos())
                .and(Filter.lastUpdate().lessThan(UpdateTime.parse(end.json()).nanos()));
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

    /** What has been read is not kept anywhere. */
    @Override
    public void commit(Offset end) {}

    @Override
    public void stop() {}
}
