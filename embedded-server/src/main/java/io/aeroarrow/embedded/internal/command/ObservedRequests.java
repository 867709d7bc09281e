package io.aeroarrow.embedded.internal.command;

import io.aeroarrow.embedded.internal.batch.BatchCommand;
import io.aeroarrow.embedded.internal.query.QueryPlan;
import io.aeroarrow.embedded.internal.record.SingleRecordRequest;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import io.aeroarrow.embedded.observe.DataRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates the descriptions of requests for observers. */
final class ObservedRequests {
    private ObservedRequests() {}

    static DataRequest ofQuery(QueryPlan plan) {
        return new DataRequest(
                DataRequest.Kind.QUERY,
                plan.namespace().name(),
                plan.setName().utf8(),
                plan.bins().stream().map(ByteSlice::utf8).distinct().toList(),
                plan.slices().size(),
                0,
                plan.maxRecords(),
                plan.noBinData(),
                plan.filter() != null);
    }

    static DataRequest ofSingle(SingleRecordRequest request) {
        Set<String> bins = new LinkedHashSet<>();
        addBins(bins, request);
        return summary(kind(request), request, bins, 0, request.filter() != null);
    }

    static DataRequest ofBatch(BatchCommand batch) {
        Set<String> bins = new LinkedHashSet<>();
        boolean filtered = false;
        SingleRecordRequest previous = null;
        for (BatchCommand.Row row : batch.rows()) {
            if (isOther(row.request(), previous)) {
                previous = row.request();
                addBins(bins, previous);
                filtered |= previous.filter() != null;
            }
        }
        SingleRecordRequest first = batch.rows().get(0).request();
        return summary(DataRequest.Kind.BATCH, first, bins, batch.rows().size(), filtered);
    }

    /** Repeating rows share their request. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isOther(SingleRecordRequest request, @Nullable SingleRecordRequest previous) {
        return request != previous;
    }

    private static DataRequest summary(
            DataRequest.Kind kind, SingleRecordRequest request, Set<String> bins, int rows, boolean filtered) {
        return new DataRequest(
                kind,
                request.namespace().name(),
                request.setName().utf8(),
                List.copyOf(bins),
                0,
                rows,
                0,
                request.message().info1(InfoBits.INFO1_NO_BIN_DATA),
                filtered);
    }

    private static DataRequest.Kind kind(SingleRecordRequest request) {
        if (request.isDelete()) {
            return DataRequest.Kind.DELETE;
        }
        return request.isWrite() ? DataRequest.Kind.WRITE : DataRequest.Kind.READ;
    }

    private static void addBins(Set<String> bins, SingleRecordRequest request) {
        for (MessageOp op : request.message().ops()) {
            if (!op.name().isEmpty()) {
                bins.add(op.name().utf8());
            }
        }
    }
}
