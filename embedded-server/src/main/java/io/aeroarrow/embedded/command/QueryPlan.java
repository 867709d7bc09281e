package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.exp.Filter;
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

/** A checked primary-index query. */
record QueryPlan(
        Namespace namespace,
        Bytes setName,
        boolean wholeNamespace,
        List<Slice> slices,
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

    /** A partition, from its start or strictly after a digest. */
    record Slice(int partition, @Nullable Digest after) {}

    static QueryPlan of(Namespace namespace, Message message) {
        Fields fields = message.fields();
        requireBasic(message);
        List<Slice> slices = slices(fields);
        boolean shortQuery = message.info1(MessageBits.INFO1_SHORT_QUERY);
        Bytes rps = fields.sized(FieldType.RECORDS_PER_SECOND, Integer.BYTES);
        if (shortQuery && rps != null && rps.u32(0) != 0) {
            throw RequestFailure.parameter("a short query with a limit of records per second");
        }
        Bytes timeout = fields.sized(FieldType.SOCKET_TIMEOUT, Integer.BYTES);
        Bytes max = fields.sized(FieldType.MAX_RECORDS, Long.BYTES);
        Bytes taskId = fields.sized(FieldType.TASK_ID, Long.BYTES);
        Bytes filter = fields.find(FieldType.FILTER_EXPRESSION);
        Bytes set = fields.find(FieldType.SET);
        if (fields.has(FieldType.INDEX_RANGE)) {
            IndexRange.refuse(fields);
        }
        return new QueryPlan(
                namespace,
                set == null ? Bytes.EMPTY : set,
                set == null || set.isEmpty(),
                slices,
                bins(message.ops()),
                message.info1(MessageBits.INFO1_NO_BIN_DATA),
                shortQuery,
                max == null ? 0 : max.i64(0),
                rps == null ? 0 : rps.u32(0),
                taskId == null ? 0 : taskId.i64(0),
                timeout == null ? DEFAULT_SOCKET_TIMEOUT : timeout.u32(0),
                shortQuery
                        ? Math.max(message.transactionTtl(), 0) == 0 ? SHORT_QUERY_TIMEOUT : message.transactionTtl()
                        : 0,
                filter == null ? null : Filter.compile(filter));
    }

    /** The set to read, null for all; a set that does not exist yet is one without records. */
    boolean includes(RecordSet set) {
        return wholeNamespace || set.hasName(setName);
    }

    private static void requireBasic(Message message) {
        if (message.fields().has(FieldType.UDF_OP)
                || message.fields().has(FieldType.UDF_PACKAGE)
                || message.fields().has(FieldType.UDF_FUNCTION)) {
            throw new RequestFailure(ResultCode.UNSUPPORTED_FEATURE, "queries with a UDF");
        }
        if (message.info2(MessageBits.INFO2_WRITE)) {
            throw new RequestFailure(ResultCode.UNSUPPORTED_FEATURE, "background queries");
        }
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
            requireMultiple(ids, PARTITION_ID_SIZE);
            for (int at = 0; at < ids.length(); at += PARTITION_ID_SIZE) {
                slices.add(new Slice(ids.u16LittleEndian(at), null));
            }
        }
        if (digests != null) {
            requireMultiple(digests, Digest.SIZE);
            for (int at = 0; at < digests.length(); at += Digest.SIZE) {
                Digest after = Digest.of(digests.slice(at, Digest.SIZE));
                slices.add(new Slice(after.partition(), after));
            }
        }
        requireDistinct(slices);
        return List.copyOf(slices);
    }

    private static void requireMultiple(Bytes array, int elementSize) {
        if (array.isEmpty() || array.length() % elementSize != 0) {
            throw RequestFailure.parameter("an array of " + array.length() + " bytes");
        }
        if (array.length() / elementSize > Digest.PARTITIONS) {
            throw RequestFailure.parameter("more partitions than there are");
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

    private static List<Bytes> bins(List<Op> ops) {
        List<Bytes> names = new ArrayList<>(ops.size());
        for (Op op : ops) {
            BinName.require(op.name());
            names.add(op.name());
        }
        return List.copyOf(names);
    }
}
