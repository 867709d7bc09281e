package io.aeroarrow.embedded.internal.query;

import io.aeroarrow.embedded.internal.cluster.PartitionAccess;
import io.aeroarrow.embedded.internal.index.IndexSearch;
import io.aeroarrow.embedded.internal.index.IndexSearch.Entry;
import io.aeroarrow.embedded.internal.index.IndexSearch.Found;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.FrameSource;
import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import io.netty.buffer.ByteBuf;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer of a foreground query: reads its partitions and fills one frame of rows at a time. */
public final class QueryAnswer extends FrameSource {
    private static final Logger LOG = LoggerFactory.getLogger(QueryAnswer.class);
    private static final int FIRST_CAPACITY = 16 << 10;
    /** How many records are examined before other connections of the event loop get a turn. */
    private static final int RECORDS_PER_TURN = 20_000;
    /** How many frames per second a query with a rate limit sends. */
    private static final int FRAMES_PER_SECOND = 20;

    private final QueryPlan plan;
    private final QueryJobs jobs;
    private final QueryJob job;
    private final QueryRowWriter rows;
    private final PartitionAccess partitions;
    private final int frameLimit;
    private final long startNanos = System.nanoTime();
    private final Iterator<QueryPlan.Slice> slices;
    private Iterator<Found> records = Collections.emptyIterator();
    private long succeeded;
    private long failed;
    private long filtered;
    private long bytes;
    private int partitionsStarted;
    private String outcome = "abandoned-connection";
    private boolean ended;

    public QueryAnswer(QueryPlan plan, QueryJobs jobs, QueryJob job, int frameLimit, PartitionAccess partitions) {
        this.partitions = partitions;
        this.plan = plan;
        this.jobs = jobs;
        this.job = job;
        this.rows = new QueryRowWriter(plan);
        this.frameLimit = frameLimit;
        this.slices = plan.slices().iterator();
    }

    @Override
    public boolean isFinished() {
        return ended;
    }

    @Override
    public int firstCapacity() {
        return FIRST_CAPACITY;
    }

    @Override
    public void write(ByteBuf frame) {
        int result = interruption();
        boolean exhausted = true;
        if (result == ServerResultCode.OK) {
            exhausted = !fill(frame);
            result = interruption();
        }
        boolean hasRows = frame.readableBytes() > FrameWriter.HEADER_SIZE;
        if (exhausted && (!hasRows || plan.shortQuery())) {
            end(frame, result);
        }
        bytes += frame.readableBytes();
        job.failed(failed);
        job.progress(succeeded, filtered, bytes, partitionsStarted);
    }

    private int interruption() {
        if (job.isAborted(succeeded)) {
            return ServerResultCode.QUERY_ABORTED;
        }
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        return plan.shortQuery() && elapsed > plan.timeoutMillis() ? ServerResultCode.TIMEOUT : ServerResultCode.OK;
    }

    private void end(ByteBuf frame, int result) {
        FrameWriter.endOfStream(frame, InfoBits.INFO3_LAST, result);
        ended = true;
        outcome = switch (result) {
            case ServerResultCode.OK -> "ok";
            case ServerResultCode.QUERY_ABORTED -> "user-aborted";
            default -> "abandoned-timeout";
        };
    }

    /** Fills the frame until it is full or the turn ends; false if no record is left. */
    private boolean fill(ByteBuf frame) {
        long turn = rowsPerTurn();
        for (long looked = 0; looked < turn || frame.readableBytes() == FrameWriter.HEADER_SIZE; looked++) {
            boolean enough = plan.maxRecords() > 0 && succeeded + failed >= plan.maxRecords();
            if (enough || job.isAborted(succeeded)) {
                return false;
            }
            Found found = nextRecord(frame);
            if (found == null) {
                return false;
            }
            row(frame, found);
            if (frame.readableBytes() >= frameLimit) {
                return true;
            }
        }
        return true;
    }

    private long rowsPerTurn() {
        long rps = plan.recordsPerSecond();
        return rps == 0 ? RECORDS_PER_TURN : Math.max(1, rps / FRAMES_PER_SECOND);
    }

    private @Nullable Found nextRecord(ByteBuf frame) {
        while (!records.hasNext()) {
            if (!slices.hasNext()) {
                return null;
            }
            QueryPlan.Slice slice = slices.next();
            partitionsStarted++;
            // Checked only when the partition starts: a partition that migrates later is read to its end.
            if (partitions.serves(plan.namespace().name(), slice.partition())) {
                records = records(slice);
            } else {
                refuse(frame, slice.partition());
            }
        }
        return records.next();
    }

    /** Reports that this node cannot read the partition, so the client asks another node. */
    private static void refuse(ByteBuf frame, int partition) {
        int unavailable = ServerResultCode.UNAVAILABLE;
        FrameWriter.messageHeader(frame, 0, InfoBits.INFO3_PARTITION_DONE, unavailable, partition, 0, 0);
    }

    private Iterator<Found> records(QueryPlan.Slice slice) {
        IndexSearch search = plan.search();
        Digest after = slice.after();
        if (search == null) {
            Iterator<Map.Entry<Digest, StoredRecord>> all = plan.namespace().scan(slice.partition(), after);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public Found next() {
                    Map.Entry<Digest, StoredRecord> record = all.next();
                    return new Found(new Entry(0, record.getKey()), record.getValue());
                }
            };
        }
        return search.find(
                plan.namespace().scan(slice.partition(), null),
                after == null ? null : new Entry(slice.afterKey(), after));
    }

    private void row(ByteBuf frame, Found found) {
        StoredRecord stored = found.stored();
        Digest digest = found.entry().digest();
        boolean readable = plan.includes(stored.set())
                && !stored.isExpired(plan.namespace().time().voidTime());
        if (!readable) {
            return;
        }
        if (plan.filter() != null
                && !plan.filter().matches(digest, stored, plan.namespace().time())) {
            filtered++;
            return;
        }
        // Counted before the bins are selected: a record without these bins counts for max-records, too.
        try {
            rows.write(frame, found);
            succeeded++;
        } catch (RequestFailure e) {
            // As a real server, which leaves the record out without an error to the client.
            LOG.warn("a query leaves out a record, because an op failed: {}", e.getMessage());
            failed++;
        }
    }

    @Override
    public long pauseNanos() {
        if (plan.recordsPerSecond() == 0) {
            return 0;
        }
        // A real server does not count filtered records.
        long due = TimeUnit.SECONDS.toNanos(succeeded) / plan.recordsPerSecond();
        return Math.max(0, due - (System.nanoTime() - startNanos));
    }

    @Override
    public long stallMillis() {
        return plan.socketTimeoutMillis();
    }

    @Override
    public void close() {
        jobs.finish(job, outcome, plan.namespace().time().millis());
    }
}
