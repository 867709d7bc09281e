package io.aeroarrow.embedded.internal.query;

import io.aeroarrow.embedded.internal.expression.FilterExpression;
import io.aeroarrow.embedded.internal.index.IndexSearch;
import io.aeroarrow.embedded.internal.index.NamespaceIndexes;
import io.aeroarrow.embedded.internal.record.QueryReads;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.RecordSet;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.MessageFields;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import io.aeroarrow.embedded.internal.wire.OpCode;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checked foreground query.
 *
 * @param bins the names of the bins, or of the results of ops; empty for all bins
 * @param reads executes the ops; null if the query selects bins only by name, or reads all of them
 */
public record QueryPlan(
        Namespace namespace,
        ByteSlice setName,
        boolean wholeNamespace,
        List<Slice> slices,
        @Nullable IndexSearch search,
        List<ByteSlice> bins,
        @Nullable QueryReads reads,
        boolean noBinData,
        boolean shortQuery,
        long maxRecords,
        long recordsPerSecond,
        long taskId,
        long socketTimeoutMillis,
        long timeoutMillis,
        @Nullable FilterExpression filter) {

    static final long DEFAULT_SOCKET_TIMEOUT = 10_000;
    private static final long SHORT_QUERY_TIMEOUT = 1_000;
    private static final int PARTITION_ID_SIZE = 2;
    private static final int MAX_BIN_NAME = 15;

    /** A partition to read, from its start or after a digest; in an index query, after the key and digest. */
    record Slice(int partition, @Nullable Digest after, long afterKey) {}

    public static QueryPlan of(Namespace namespace, NamespaceIndexes indexes, RequestMessage message) {
        MessageFields fields = message.fields();
        requireForeground(message);
        List<Slice> slices = slices(fields);
        boolean shortQuery = message.info1(InfoBits.INFO1_SHORT_QUERY);
        ByteSlice rps = fields.sized(MessageFieldType.RECORDS_PER_SECOND, Integer.BYTES);
        if (shortQuery && rps != null) {
            throw RequestFailure.parameter("a short query with a limit of records per second");
        }
        ByteSlice timeout = fields.sized(MessageFieldType.SOCKET_TIMEOUT, Integer.BYTES);
        ByteSlice max = fields.sized(MessageFieldType.MAX_RECORDS, Long.BYTES);
        ByteSlice filter = fields.find(MessageFieldType.FILTER_EXPRESSION);
        ByteSlice set = QueryKind.setName(fields);
        // A real server looks for the index before it builds the filter.
        IndexSearch search = IndexSearch.of(indexes, set.utf8(), fields);
        FilterExpression condition = filter == null ? null : FilterExpression.compile(filter, message.version());
        return new QueryPlan(
                namespace,
                set,
                set.isEmpty(),
                slices,
                search,
                message.ops().stream().map(MessageOp::name).toList(),
                reads(namespace, message),
                message.info1(InfoBits.INFO1_NO_BIN_DATA),
                shortQuery,
                max == null ? 0 : max.i64(0),
                rps == null ? 0 : rps.u32(0),
                taskId(fields),
                timeout == null ? DEFAULT_SOCKET_TIMEOUT : timeout.u32(0),
                shortQuery ? shortTimeout(message) : 0,
                condition);
    }

    /** Before 8.1.2, queries take only the names from their ops. */
    private static @Nullable QueryReads reads(Namespace namespace, RequestMessage message) {
        if (message.ops().isEmpty()
                || message.info1(InfoBits.INFO1_NO_BIN_DATA)
                || !message.version().isAtLeast(ServerVersion.V8_1_2_0)) {
            return null;
        }
        for (MessageOp op : message.ops()) {
            if (!OpCode.isRead(op.code())) {
                throw RequestFailure.parameter("op " + op.code() + " in a query, which takes read ops only");
            } else if (op.name().length() > MAX_BIN_NAME || op.name().contains(0)) {
                throw RequestFailure.parameter("bin name of " + op.name().length() + " bytes");
            }
        }
        return new QueryReads(
                message.ops(), namespace.time(), message.version(), message.info2(InfoBits.INFO2_RESPOND_ALL_OPS));
    }

    public static long taskId(MessageFields fields) {
        ByteSlice taskId = fields.find(MessageFieldType.TASK_ID);
        return taskId == null || taskId.length() != Long.BYTES ? 0 : taskId.i64(0);
    }

    private static long shortTimeout(RequestMessage message) {
        return message.transactionTtl() == 0 ? SHORT_QUERY_TIMEOUT : message.transactionTtl();
    }

    /** Whether the query reads records of this set. */
    boolean includes(RecordSet set) {
        return wholeNamespace || set.hasName(setName);
    }

    private static void requireForeground(RequestMessage message) {
        if (!message.info3(InfoBits.INFO3_PARTITION_DONE)) {
            throw new RequestFailure(ServerResultCode.UNSUPPORTED_FEATURE, "a query without PARTITION_DONE");
        }
        if (!message.fields().has(MessageFieldType.PARTITION_ARRAY)
                && !message.fields().has(MessageFieldType.DIGEST_ARRAY)) {
            throw new RequestFailure(ServerResultCode.UNSUPPORTED_FEATURE, "a query without partitions");
        }
    }

    private static List<Slice> slices(MessageFields fields) {
        List<Slice> slices = new ArrayList<>();
        ByteSlice ids = fields.find(MessageFieldType.PARTITION_ARRAY);
        ByteSlice digests = fields.find(MessageFieldType.DIGEST_ARRAY);
        if (ids != null) {
            requireCount(ids, PARTITION_ID_SIZE);
            // A real server ignores an odd byte at the end, too.
            for (int i = 0; i < ids.length() / PARTITION_ID_SIZE; i++) {
                slices.add(new Slice(ids.u16LittleEndian(i * PARTITION_ID_SIZE), null, 0));
            }
        }
        if (digests != null) {
            requireCount(digests, Digest.SIZE);
            if (digests.length() % Digest.SIZE != 0) {
                throw RequestFailure.parameter("digests of " + digests.length() + " bytes");
            }
            ByteSlice keys = keys(fields, digests.length() / Digest.SIZE);
            for (int i = 0; i < digests.length() / Digest.SIZE; i++) {
                Digest after = Digest.of(digests.slice(i * Digest.SIZE, Digest.SIZE));
                long key = keys == null ? 0 : Long.reverseBytes(keys.i64(i * Long.BYTES));
                slices.add(new Slice(after.partition(), after, key));
            }
        }
        requireDistinct(slices);
        return List.copyOf(slices);
    }

    /** The index keys of the digests; null without an index. */
    private static @Nullable ByteSlice keys(MessageFields fields, int count) {
        if (!fields.has(MessageFieldType.INDEX_RANGE)) {
            return null;
        }
        ByteSlice keys = fields.find(MessageFieldType.BVAL_ARRAY);
        if (keys == null || keys.length() != count * Long.BYTES) {
            throw RequestFailure.parameter("the index keys of the digests are missing");
        }
        return keys;
    }

    private static void requireCount(ByteSlice array, int elementSize) {
        int count = array.length() / elementSize;
        if (count == 0 || count > Digest.PARTITIONS) {
            throw RequestFailure.parameter(count + " partitions");
        }
    }

    private static void requireDistinct(List<Slice> slices) {
        boolean[] seen = new boolean[Digest.PARTITIONS];
        for (Slice slice : slices) {
            if (slice.partition() >= Digest.PARTITIONS || seen[slice.partition()]) {
                throw RequestFailure.parameter("partition " + slice.partition() + " is out of range or repeated");
            }
            seen[slice.partition()] = true;
        }
    }
}
