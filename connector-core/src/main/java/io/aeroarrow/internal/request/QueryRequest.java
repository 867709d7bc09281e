package io.aeroarrow.internal.request;

import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.filter.FilterEncoder;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.internal.message.MessageWriter;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.BinSelection.Named;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.query.IndexQuery;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes a query of some partitions for one node, through the primary index or a secondary index. */
public final class QueryRequest {

    private QueryRequest() {}

    /**
     * The part of a query that is the same for all nodes.
     *
     * @param index the secondary index that finds the records, null for the primary index
     * @param expressions the values to compute, see {@link ExpressionRead#requireInScan}
     * @param absentBins whether the answer contains the absent ones of the named bins and computed values as nulls, and
     *     thereby also the records with none of them; servers before {@link ServerFeature#QUERY_OPERATIONS} then send
     *     all bins
     * @param filter which records to return, null for all
     * @param recordsPerSecond the maximum rate of the node, zero for no limit
     * @param socketTimeoutMillis the time that the server waits for a client that does not read
     */
    public record Spec(
            String namespace,
            String set,
            @Nullable IndexQuery index,
            BinSelection bins,
            List<ExpressionRead> expressions,
            boolean absentBins,
            @Nullable Filter filter,
            int recordsPerSecond,
            int socketTimeoutMillis) {
        public Spec {
            expressions = List.copyOf(expressions);
        }

        /** A query without computed values. */
        public Spec(
                String namespace,
                String set,
                @Nullable IndexQuery index,
                BinSelection bins,
                boolean absentBins,
                @Nullable Filter filter,
                int recordsPerSecond,
                int socketTimeoutMillis) {
            this(namespace, set, index, bins, List.of(), absentBins, filter, recordsPerSecond, socketTimeoutMillis);
        }
    }

    /** The part of a query for one node. */
    public static final class Share {
        private final BitSet fresh = new BitSet(PartitionSet.PARTITIONS);
        private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
        private final ByteArrayOutputStream indexValues = new ByteArrayOutputStream();
        private final long maxRecords;

        /**
         * @param maxRecords the maximum number of records, zero for no limit
         */
        public Share(long maxRecords) {
            this.maxRecords = maxRecords;
        }

        /** Adds partitions to read from their start. */
        public void addFresh(BitSet partitions) {
            fresh.or(partitions);
        }

        /** The partitions to read from their start, as the request has them: two bytes each, the lower one first. */
        private byte[] freshIds() {
            byte[] ids = new byte[fresh.cardinality() * Short.BYTES];
            int at = 0;
            for (int id = fresh.nextSetBit(0); id >= 0; id = fresh.nextSetBit(id + 1)) {
                ids[at] = (byte) id;
                ids[at + 1] = (byte) (id >>> Byte.SIZE);
                at += Short.BYTES;
            }
            return ids;
        }

        /** Adds a partition to resume after the record with this digest. */
        public void addResumed(byte[] digest) {
            digests.writeBytes(digest);
        }

        /** As {@link #addResumed(byte[])}, with the value under which a secondary index found that record. */
        public void addResumed(byte[] digest, long indexValue) {
            digests.writeBytes(digest);
            indexValues.writeBytes(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(indexValue)
                    .array());
        }
    }

    /**
     * Encodes the request.
     *
     * @param queryId not zero; unique among the running queries
     * @param server the version of the receiving server
     * @return the frame, owned by the caller
     */
    public static ByteBuf encode(Spec spec, Share share, long queryId, ServerBuild server) {
        // A node of an older version that joins during a scan would take the operations for names of bins.
        ExpressionRead.requireInScan(spec.expressions, server);
        byte[] filter = spec.filter == null ? new byte[0] : FilterEncoder.encode(spec.filter, server);
        int size = 256
                + share.fresh.cardinality() * Short.BYTES
                + share.digests.size()
                + share.indexValues.size()
                + ExpressionRead.maxBytes(spec.expressions)
                + filter.length;
        // A server that leaves out records with none of the named bins is asked for all bins of all records.
        boolean allBins = spec.absentBins && !server.supports(ServerFeature.QUERY_OPERATIONS);
        int info2 = spec.absentBins && !allBins ? MessageLayout.INFO2_RESPOND_ALL_OPS : 0;
        MessageWriter message = new MessageWriter(info1(spec), info2, MessageLayout.INFO3_PARTITION_DONE, 0, 0, size);
        message.textField(FieldType.NAMESPACE, spec.namespace);
        if (!spec.set.isEmpty()) {
            message.textField(FieldType.SET, spec.set);
        }
        writeShare(message, share);
        if (spec.recordsPerSecond > 0) {
            message.field(FieldType.RECORDS_PER_SECOND, Integer.BYTES).writeInt(spec.recordsPerSecond);
        }
        if (filter.length > 0) {
            message.field(FieldType.FILTER, filter.length).writeBytes(filter);
        }
        message.field(FieldType.SOCKET_TIMEOUT, Integer.BYTES).writeInt(spec.socketTimeoutMillis);
        message.field(FieldType.QUERY_ID, Long.BYTES).writeLong(queryId);
        if (spec.index != null) {
            IndexFields.write(message, spec.index);
        }
        if (spec.bins instanceof Named named && !allBins) {
            message.readOps(named.names());
        }
        ByteBuf ops = message.ops(spec.expressions.size());
        spec.expressions.forEach(read -> read.writeTo(ops));
        return message.finish();
    }

    private static void writeShare(MessageWriter message, Share share) {
        if (!share.fresh.isEmpty()) {
            byte[] ids = share.freshIds();
            message.field(FieldType.PARTITION_IDS, ids.length).writeBytes(ids);
        }
        if (share.digests.size() > 0) {
            message.field(FieldType.DIGESTS, share.digests.size()).writeBytes(share.digests.toByteArray());
        }
        if (share.indexValues.size() > 0) {
            message.field(FieldType.INDEX_VALUES, share.indexValues.size()).writeBytes(share.indexValues.toByteArray());
        }
        if (share.maxRecords > 0) {
            message.field(FieldType.MAX_RECORDS, Long.BYTES).writeLong(share.maxRecords);
        }
    }

    private static int info1(Spec spec) {
        return spec.bins instanceof BinSelection.None && spec.expressions.isEmpty()
                ? MessageLayout.INFO1_READ | MessageLayout.INFO1_NO_BIN_DATA
                : MessageLayout.INFO1_READ;
    }
}
