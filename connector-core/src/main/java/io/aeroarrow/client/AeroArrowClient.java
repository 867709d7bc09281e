package io.aeroarrow.client;

import io.aeroarrow.cluster.Cluster;
import io.aeroarrow.cluster.Node;
import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.ConnectionFailedException;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.PartitionsUnavailableException;
import io.aeroarrow.model.ProtocolViolationException;
import io.aeroarrow.model.ResultCode;
import io.aeroarrow.model.ScanRequest;
import io.aeroarrow.model.ServerErrorException;
import io.aeroarrow.model.Timeouts;
import io.aeroarrow.net.Connection;
import io.aeroarrow.net.Deadline;
import io.aeroarrow.net.FrameExchange;
import io.aeroarrow.protocol.FrameHeader;
import io.aeroarrow.protocol.PutRequest;
import io.aeroarrow.protocol.SingleResponse;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;

/** A client of one cluster. Thread-safe; meant to be shared and to live long. */
public final class AeroArrowClient implements AutoCloseable {

    private final Cluster cluster;

    private AeroArrowClient(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Connects to a cluster.
     *
     * @throws ConnectionFailedException if no seed leads to a node, with the reason of each
     */
    public static AeroArrowClient connect(ClientConfig config) {
        return new AeroArrowClient(Cluster.connect(config));
    }

    /**
     * Starts a scan. Records come in no order that means anything.
     *
     * @return the records; to be closed
     * @throws ServerErrorException if the namespace does not exist
     */
    public RecordStream scan(ScanRequest request) {
        return new ScanStream(cluster, request);
    }

    /**
     * Looks up records by their digests, and waits for all answers.
     *
     * @param digests the address of the digests of all keys, 20 bytes each
     * @param keys how many there are
     * @return an answer for each key, found or not; to be closed
     * @throws AeroArrowException if a key could not be asked about, in which case there are no answers at all
     */
    public BatchAnswers batchRead(BatchReadSpec spec, long digests, int keys) {
        return BatchRead.run(cluster, spec, digests, keys);
    }

    /**
     * Writes a record: the bins given are set, its others stay.
     *
     * @throws ServerErrorException if the server refuses
     */
    public void put(Key key, List<Bin> bins, WriteOptions options) {
        if (bins.isEmpty()) {
            throw new IllegalArgumentException("a write needs at least one bin");
        }
        Deadline deadline = Deadline.start(options.timeouts());
        PutRequest.Encoded request =
                PutRequest.encode(key, bins, options.sendKey(), options.timeToLive(), deadline.serverMillis());
        int resultCode = callOwner(key.namespace(), request, deadline);
        if (!ResultCode.OK.is(resultCode)) {
            throw new ServerErrorException(
                    resultCode, "writing a record to namespace '" + key.namespace() + "', set '" + key.set() + "'");
        }
    }

    private int callOwner(String namespace, PutRequest.Encoded request, Deadline deadline) {
        Connection connection;
        Node owner;
        try {
            owner = cluster.view().partitions(namespace).ownerForAttempt(0, request.partition());
            if (owner == null) {
                throw new PartitionsUnavailableException(
                        "no node holds partition " + request.partition() + " of namespace '" + namespace + "'");
            }
            connection = owner.pool().take(deadline);
        } catch (RuntimeException e) {
            request.frame().release();
            throw e;
        }
        try {
            ByteBuf body = FrameExchange.call(connection, request.frame(), FrameHeader::recordLength, deadline);
            try {
                return SingleResponse.resultCode(body);
            } catch (ProtocolViolationException e) {
                connection.close();
                throw e;
            } finally {
                body.release();
            }
        } finally {
            owner.pool().give(connection);
        }
    }

    /**
     * Asks any node that answers.
     *
     * @param names info names, such as {@code build} or {@code sets/test}
     * @return the value of each name
     */
    public Map<String, String> info(List<String> names) {
        AeroArrowException failure = new ConnectionFailedException("the cluster has no nodes");
        for (Node node : cluster.view().nodes()) {
            try {
                return node.info(names, Deadline.start(Timeouts.LOOKUP));
            } catch (AeroArrowException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /**
     * Cuts a namespace into groups of partitions, each of which one node holds.
     *
     * @param wanted how many groups to aim at; each node has at least one
     * @return together all partitions, none twice
     */
    public List<PartitionSet> planPartitions(String namespace, int wanted) {
        return PartitionPlan.plan(cluster.view(), namespace, wanted);
    }

    /** Closes all connections; reads that run fail. */
    @Override
    public void close() {
        cluster.close();
    }
}
