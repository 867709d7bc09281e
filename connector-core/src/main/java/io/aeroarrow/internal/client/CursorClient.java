package io.aeroarrow.internal.client;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.admin.RecordSizes;
import io.aeroarrow.internal.batch.BatchCall;
import io.aeroarrow.internal.batch.BatchRead;
import io.aeroarrow.internal.batch.BatchReadSpec;
import io.aeroarrow.internal.batch.KeyedAnswerConsumer;
import io.aeroarrow.internal.batch.WriteAnswers;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.request.EncodedWrites;
import io.aeroarrow.internal.request.ExpressionRead;
import io.aeroarrow.internal.scan.QueryAborts;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.internal.scan.ScanStream;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.query.ScanRequest;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntToLongFunction;

/**
 * The operations of a client over raw memory: cursors instead of records, addresses instead of keys. Callers keep the
 * memory that they pass in; nothing checks their addresses.
 */
public final class CursorClient {

    private final Cluster cluster;
    private final QueryAborts aborts;
    private final RecordSizes sizes;

    public CursorClient(Cluster cluster, QueryAborts aborts) {
        this.cluster = cluster;
        this.aborts = aborts;
        this.sizes = new RecordSizes(cluster);
    }

    /**
     * Starts a scan, or a query through a secondary index.
     *
     * @return the records; closing them ends the query on the servers too
     * @throws ServerErrorException if the namespace does not exist
     */
    public RecordCursors scan(ScanRequest request) {
        return scan(request, List.of());
    }

    /**
     * Starts a scan, or a query through a secondary index, that also reads values which servers compute.
     *
     * @param expressions the values to compute; their ops follow those of the bins
     * @throws IllegalArgumentException if a server is too old to compute a value
     */
    public RecordCursors scan(ScanRequest request, List<ExpressionRead> expressions) {
        return new ScanStream(cluster, aborts, request, expressions);
    }

    /** The average size of the records of a set; see {@link RecordSizes#bytesPerRecord}. */
    public OptionalLong bytesPerRecord(String namespace, String set) {
        return sizes.bytesPerRecord(namespace, set);
    }

    /** The lowest version of all nodes. */
    public ServerBuild lowestBuild() {
        return cluster.view().lowestBuild();
    }

    /** Looks up records by their digests. Returns when all answers have been consumed. Requests go out while digests of
     * later keys are still being computed.
     *
     * @param keys the number of keys
     * @param digests maps a key's number to the address of the 20 bytes of its digest; called in key order. The digests
     *     stay in place until this method returns
     * @param consumer receives one answer for each key, found or not, in key order, on the calling thread
     * @throws AeroArrowException if a key got no answer; earlier keys may have been consumed
     */
    public void batchRead(BatchReadSpec spec, int keys, IntToLongFunction digests, KeyedAnswerConsumer consumer) {
        BatchRead.run(cluster, spec, keys, digests, consumer);
    }

    /** The size of an answer to one key, as the last lookup saw it; a guess on the large side before the first. */
    public long bytesPerKey() {
        return cluster.memory().bytesPerKey();
    }

    /** Counts the memory of a reader or writer; the caller closes the share. */
    public MemoryBudget.Share memoryShare() {
        return cluster.memory().share();
    }

    /**
     * Writes encoded rows, one result for each row.
     *
     * @param writes the encoded rows; the caller may close them as soon as this method returns
     * @param executor decodes answers and completes the future
     */
    public CompletableFuture<WriteAnswers> batchWrite(EncodedWrites writes, BatchPolicy policy, Executor executor) {
        return BatchCall.start(cluster, writes, policy, executor);
    }
}
