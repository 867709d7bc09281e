package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.observe.DataRequest;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.MessageBits;
import io.aeroarrow.embedded.wire.Op;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What observers are told of requests. */
final class Summaries {
    private Summaries() {}

    static DataRequest ofQuery(QueryPlan plan) {
        return new DataRequest(
                DataRequest.Kind.QUERY,
                plan.namespace().name(),
                plan.setName().utf8(),
                plan.bins().stream().map(Bytes::utf8).distinct().toList(),
                plan.slices().size(),
                0,
                plan.maxRecords(),
                plan.noBinData(),
                plan.filter() != null);
    }

    static DataRequest ofSingle(RecordRequest request) {
        Set<String> bins = new LinkedHashSet<>();
        addBins(bins, request);
        return summary(kind(request), request, bins, 0, request.filter() != null);
    }

    static DataRequest ofBatch(BatchRequest batch) {
        Set<String> bins = new LinkedHashSet<>();
        boolean filtered = false;
        RecordRequest previous = null;
        for (BatchRequest.Row row : batch.rows()) {
            if (isOther(row.request(), previous)) {
                previous = row.request();
                addBins(bins, previous);
                filtered |= previous.filter() != null;
            }
        }
        RecordRequest first = batch.rows().get(0).request();
        return summary(DataRequest.Kind.BATCH, first, bins, batch.rows().size(), filtered);
    }

    /** Rows that repeat one another share their request. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isOther(RecordRequest request, @Nullable RecordRequest previous) {
        return request != previous;
    }

    private static DataRequest summary(
            DataRequest.Kind kind, RecordRequest request, Set<String> bins, int rows, boolean filtered) {
        return new DataRequest(
                kind,
                request.namespace().name(),
                request.setName().utf8(),
                List.copyOf(bins),
                0,
                rows,
                0,
                request.message().info1(MessageBits.INFO1_NO_BIN_DATA),
                filtered);
    }

    private static DataRequest.Kind kind(RecordRequest request) {
        if (request.isDelete()) {
            return DataRequest.Kind.DELETE;
        }
        return request.isWrite() ? DataRequest.Kind.WRITE : DataRequest.Kind.READ;
    }

    private static void addBins(Set<String> bins, RecordRequest request) {
        for (Op op : request.message().ops()) {
            if (!op.name().isEmpty()) {
                bins.add(op.name().utf8());
            }
        }
    }
}
