package io.aeroarrow.flight.internal.plain;

import io.aeroarrow.arrow.Write;
import io.aeroarrow.arrow.WriteRun;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.write.RowFailure;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.flight.internal.auth.ClientLease;
import io.aeroarrow.flight.internal.plain.PlainRequest.WriteDescription;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.TimeToLive;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.FlightStream;

/** Writes rows that clients stream. */
public final class PlainWrites {

    private PlainWrites() {}

    /** Returns the write of a description. */
    public static Write write(WriteDescription spec, ClientLease lease) {
        String namespace = PlainRequest.required(spec.namespace(), "namespace");
        lease.rights().requireWrite(namespace);
        String key = spec.key() == null ? MetadataColumn.KEY.columnName() : spec.key();
        Write write = lease.aero()
                .write(namespace, PlainReads.setOf(spec.set()))
                .keyColumn(key)
                .sendKey(true);
        if (spec.delete()) {
            return write.deletes();
        }
        write = spec.mode() == null ? write : write.existsAction(mode(spec.mode()));
        return spec.ttl() == null ? write : write.timeToLive(TimeToLive.of(Duration.ofSeconds(spec.ttl())));
    }

    private static ExistsAction mode(String mode) {
        return switch (mode) {
            case "upsert" -> ExistsAction.UPDATE;
            case "insert" -> ExistsAction.CREATE_ONLY;
            case "update" -> ExistsAction.UPDATE_ONLY;
            case "replace" -> ExistsAction.REPLACE;
            default ->
                throw new IllegalArgumentException(
                        "mode is '" + mode + "'; it must be upsert, insert, update or replace");
        };
    }

    /** Writes all batches of a stream. */
    public static WriteResult run(Write write, FlightStream rows) {
        try (WriteRun run = write.start()) {
            while (rows.next()) {
                run.add(rows.getRoot(), rows.getDictionaryProvider());
            }
            return run.finish();
        }
    }

    /** Says a result as JSON: counts, and the first failures. */
    public static byte[] json(WriteResult result) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("rows", result.rows());
        counts.put("written", result.written());
        counts.put("failed", result.failed());
        counts.put("in_doubt", result.inDoubt());
        List<Map<String, Object>> failures =
                result.failures().stream().map(PlainWrites::described).toList();
        counts.put("failures", failures);
        return PlainRequest.json(counts);
    }

    private static Map<String, Object> described(RowFailure failure) {
        return Map.of("row", failure.row(), "code", failure.resultCode(), "message", failure.message());
    }
}
