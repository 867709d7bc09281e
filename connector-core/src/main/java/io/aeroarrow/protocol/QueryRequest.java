package io.aeroarrow.protocol;

import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.BinSelection.Named;
import io.aeroarrow.model.Filter;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes a query over the primary index of some partitions, for one node. */
public final class QueryRequest {

    private QueryRequest() {}

    /**
     * What does not depend on the node.
     *
     * @param filter which records to return, null for all
     * @param socketTimeoutMillis how long the server waits for a reader that does not read
     */
    public record Spec(
            String namespace,
            String set,
            BinSelection bins,
            @Nullable Filter filter,
            int socketTimeoutMillis) {}

    /**
     * Encodes the request.
     *
     * @param fresh partitions to read from their start
     * @param resumed 20 bytes for each partition to go on with: the digest of the last record received of it
     * @param maxRecords the most records to send, zero for no limit
     * @param queryId any number but zero, unique among the queries that run
     * @return the frame, owned by the caller
     */
    public static ByteBuf encode(Spec spec, List<Integer> fresh, byte[] resumed, long maxRecords, long queryId) {
        byte[] filter = spec.filter == null ? new byte[0] : FilterEncoder.encode(spec.filter);
        int size = 256 + fresh.size() * Short.BYTES + resumed.length + filter.length;
        MessageWriter message = new MessageWriter(info1(spec.bins), 0, Message.INFO3_PARTITION_DONE, 0, 0, size);
        message.textField(FieldType.NAMESPACE, spec.namespace);
        if (!spec.set.isEmpty()) {
            message.textField(FieldType.SET, spec.set);
        }
        if (!fresh.isEmpty()) {
            ByteBuf ids = message.field(FieldType.PARTITION_IDS, fresh.size() * Short.BYTES);
            fresh.forEach(ids::writeShortLE);
        }
        if (resumed.length > 0) {
            message.field(FieldType.DIGESTS, resumed.length).writeBytes(resumed);
        }
        if (maxRecords > 0) {
            message.field(FieldType.MAX_RECORDS, Long.BYTES).writeLong(maxRecords);
        }
        if (filter.length > 0) {
            message.field(FieldType.FILTER, filter.length).writeBytes(filter);
        }
        message.field(FieldType.SOCKET_TIMEOUT, Integer.BYTES).writeInt(spec.socketTimeoutMillis);
        message.field(FieldType.QUERY_ID, Long.BYTES).writeLong(queryId);
        if (spec.bins instanceof Named named) {
            message.readOps(named.names());
        }
        return message.finish();
    }

    private static int info1(BinSelection bins) {
        return bins instanceof BinSelection.None ? Message.INFO1_READ | Message.INFO1_NO_BIN_DATA : Message.INFO1_READ;
    }
}
