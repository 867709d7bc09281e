package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.exp.Filter;
import io.aeroarrow.embedded.index.IndexSearch;
import io.aeroarrow.embedded.index.Indexes;
import io.aeroarrow.embedded.store.Digest;
import io.aeroarrow.embedded.store.Namespace;
import io.aeroarrow.embedded.store.RecordSet;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.FieldType;
import io.aeroarrow.embedded.wire.Fields;
import io.aeroarrow.embedded.wire.Message;
import io.aeroarrow.embedded.wire.MessageBits;
import io.aeroarrow.embedded.wire.Op;
import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checked foreground query. */
record QueryPlan(
        Namespace namespace,
        Bytes setName,
        boolean wholeNamespace,
        List<Slice> slices,
        @Nullable IndexSearch search,
        List<Bytes> bins,
        boolean noBinData,
        boolean shortQuery,
        long maxRecords,
        long recordsPerSecond,
        long taskId,
        long socketTimeoutMillis,
        long timeoutMillis,
        @Nullable Filter filter) {

    private static final long DEFAULT_SOCKET_TIMEOUT = 10_000;
    private static final long SHORT_QUERY_TIMEOUT = 1_000;
    private static final int PARTITION_ID_SIZE = 2;

    /** A partition, from its start or strictly after a digest; of an index, after the digest under a key. */
    record Slice(int partition, @Nullable Digest after, long afterKey) {}

    static QueryPlan of(Namespace namespace, Indexes indexes, Message message) {
        Fields fields = message.fields();
        requireForeground(message);
        List<Slice> slices = slices(fields);
        boolean shortQuery = message.info1(MessageBits.INFO1_SHORT_QUERY);
        Bytes rps = fields.sized(FieldType.RECORDS_PER_SECOND, Integer.BYTES);
        if (shortQuery && rps != null) {
            throw RequestFailure.parameter("a short query with a limit of records per second");
        }
        Bytes timeout = fields.sized(FieldType.SOCKET_TIMEOUT, Integer.BYTES);
        Bytes max = fields.sized(FieldType.MAX_RECORDS, Long.BYTES);
        Bytes filter = fields.find(FieldType.FILTER_EXPRESSION);
        Bytes set = QueryKind.setName(fields);
        IndexSearch search = IndexSearch.of(indexes, set.utf8(), fields);
        return new QueryPlan(
                namespace,
                set,
                set.isEmpty(),
                slices,
                search,
                message.ops().stream().map(Op::name).toList(),
                message.info1(MessageBits.INFO1_NO_BIN_DATA),
                shortQuery,
                max == null ? 0 : max.i64(0),
                rps == null ? 0 : rps.u32(0),
                taskId(fields),
                timeout == null ? DEFAULT_SOCKET_TIMEOUT : timeout.u32(0),
                shortQuery ? shortTimeout(message) : 0,
                filter == null ? null : Filter.compile(filter));
    }

    static long taskId(Fields fields) {
        Bytes taskId = fields.find(FieldType.TASK_ID);
        return taskId == null || taskId.length() != Long.BYTES ? 0 : taskId.i64(0);
    }

    private static long shortTimeout(Message message) {
        return message.transactionTtl() == 0 ? SHORT_QUERY_TIMEOUT : message.transactionTtl();
    }

    /** The set to read, null for all; a set that does not exist yet is one without records. */
    boolean includes(RecordSet set) {
        return wholeNamespace || set.hasName(setName);
    }

    private static void requireForeground(Message message) {
        if (!message.info3(MessageBits.INFO3_PARTITION_DONE)) {
            throw new RequestFailure(ResultCode.UNSUPPORTED_FEATURE, "a query without PARTITION_DONE");
        }
        if (!message.fields().has(FieldType.PARTITION_ARRAY)
                && !message.fields().has(FieldType.DIGEST_ARRAY)) {
            throw new RequestFailure(ResultCode.UNSUPPORTED_FEATURE, "a query without partitions");
        }
    }

    private static List<Slice> slices(Fields fields) {
        List<Slice> slices = new ArrayList<>();
        Bytes ids = fields.find(FieldType.PARTITION_ARRAY);
        Bytes digests = fields.find(FieldType.DIGEST_ARRAY);
        if (ids != null) {
            requireCount(ids, PARTITION_ID_SIZE);
            // An odd byte at the end is ignored, as by a real server.
            for (int i = 0; i < ids.length() / PARTITION_ID_SIZE; i++) {
                slices.add(new Slice(ids.u16LittleEndian(i * PARTITION_ID_SIZE), null, 0));
            }
        }
        if (digests != null) {
            requireCount(digests, Digest.SIZE);
            if (digests.length() % Digest.SIZE != 0) {
                throw RequestFailure.parameter("digests of " + digests.length() + " bytes");
            }
            Bytes keys = keys(fields, digests.length() / Digest.SIZE);
            for (int i = 0; i < digests.length() / Digest.SIZE; i++) {
                Digest after = Digest.of(digests.slice(i * Digest.SIZE, Digest.SIZE));
                long key = keys == null ? 0 : Long.reverseBytes(keys.i64(i * Long.BYTES));
                slices.add(new Slice(after.partition(), after, key));
            }
        }
        requireDistinct(slices);
        return List.copyOf(slices);
    }

    /** The keys of an index that belong to the digests; without an index, they are ignored. */
    private static @Nullable Bytes keys(Fields fields, int count) {
        if (!fields.has(FieldType.INDEX_RANGE)) {
            return null;
        }
        Bytes keys = fields.find(FieldType.BVAL_ARRAY);
        if (keys == null || keys.length() != count * Long.BYTES) {
            throw RequestFailure.parameter("digests without their keys in the index");
        }
        return keys;
    }

    private static void requireCount(Bytes array, int elementSize) {
        int count = array.length() / elementSize;
        if (count == 0 || count > Digest.PARTITIONS) {
            throw RequestFailure.parameter(count + " partitions");
        }
    }

    private static void requireDistinct(List<Slice> slices) {
        boolean[] seen = new boolean[Digest.PARTITIONS];
        for (Slice slice : slices) {
            if (slice.partition() >= Digest.PARTITIONS || seen[slice.partition()]) {
                throw RequestFailure.parameter("partition " + slice.partition() + " is none, or there twice");
            }
            seen[slice.partition()] = true;
        }
    }
}
