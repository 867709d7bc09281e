package io.aeroarrow.bench.operations;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.AsyncClient;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** AeroArrow as a blocking client, with futures, and with batch reads to Arrow. Scans always read to Arrow. */
final class AeroArrowClients implements AutoCloseable {

    private static final Schema SCHEMA = new Schema(List.of(
            Field.nullable("id", new ArrowType.Int(64, true)),
            Field.nullable("ratio", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            Field.nullable("name", new ArrowType.Utf8())));

    private final BufferAllocator allocator = new RootAllocator();
    private final AeroArrow aero;
    private final ExecutorService readers = Executors.newSingleThreadExecutor();

    AeroArrowClients(BenchmarkServer server, OperationLoad load) {
        ClientConfig config =
                ClientConfig.of(server.host(), server.port()).withMaxConnectionsPerNode(load.connections());
        aero = AeroArrow.connect(config, allocator);
    }

    List<BenchmarkClient> all() {
        return List.of(
                blocking(new ContestantRecords("aeroarrow-sync")),
                async(new ContestantRecords("aeroarrow-async")),
                toArrow(new ContestantRecords("aeroarrow-columns")));
    }

    private BenchmarkClient blocking(ContestantRecords records) {
        AeroArrowClient client = aero.client();
        Call.Blocking get =
                (number, one) -> found(client.get(key(records, number)).orElseThrow());
        return new JavaBenchmarkClient(
                Contestant.ours("AeroArrow, sync", OfficialClients.SYNC),
                records,
                Map.of(
                        ClientOperation.PUT,
                        (Call.Blocking) (number, one) -> {
                            client.put(key(records, number), bins(number), WritePolicy.DEFAULT);
                            return ReadRows.NOTHING;
                        },
                        ClientOperation.GET,
                        get,
                        ClientOperation.BATCH_GET,
                        (Call.Blocking) (first, size) ->
                                found(client.batch(entries(records, first, size), BatchPolicy.DEFAULT)),
                        ClientOperation.SCAN,
                        (Call.Blocking)
                                (number, one) -> new VectorRows(scan(records).root())));
    }

    private BenchmarkClient async(ContestantRecords records) {
        AsyncClient client = aero.client().async(Runnable::run);
        Call.Async get = (number, one) -> client.get(key(records, number), BinSelection.all(), ReadPolicy.DEFAULT)
                .thenApply(found -> found(found.orElseThrow()));
        return new JavaBenchmarkClient(
                Contestant.ours("AeroArrow, async", OfficialClients.ASYNC),
                records,
                Map.of(
                        ClientOperation.PUT,
                        (Call.Async)
                                (number, one) -> client.put(key(records, number), bins(number), WritePolicy.DEFAULT)
                                        .thenApply(done -> ReadRows.NOTHING),
                        ClientOperation.GET,
                        get,
                        ClientOperation.BATCH_GET,
                        (Call.Async) (first, size) -> client.batch(entries(records, first, size), BatchPolicy.DEFAULT)
                                .thenApply(AeroArrowClients::found),
                        ClientOperation.SCAN,
                        (Call.Async) (number, one) ->
                                scan(records).rootAsync(readers).thenApply(VectorRows::new)));
    }

    private BenchmarkClient toArrow(ContestantRecords records) {
        return new JavaBenchmarkClient(
                Contestant.ours("AeroArrow, sync, to Arrow", OfficialClients.SYNC),
                records,
                Map.of(
                        ClientOperation.PUT,
                        (Call.Blocking) (number, one) -> {
                            aero.client().put(key(records, number), bins(number), WritePolicy.DEFAULT);
                            return ReadRows.NOTHING;
                        },
                        ClientOperation.BATCH_GET,
                        (Call.Blocking) (first, size) -> new VectorRows(lookUp(records, first, size))));
    }

    private Scan scan(ContestantRecords records) {
        return aero.with(aero.options().withEmptyRecords(EmptyRecords.DROP))
                .scan(ContestantRecords.NAMESPACE, records.set())
                .schema(SCHEMA);
    }

    private VectorSchemaRoot lookUp(ContestantRecords records, int first, int size) {
        try (VarCharVector keys = new VarCharVector("key", allocator)) {
            for (int i = 0; i < size; i++) {
                keys.setSafe(i, records.key(first + i).getBytes(StandardCharsets.UTF_8));
            }
            keys.setValueCount(size);
            return aero.batchRead(ContestantRecords.NAMESPACE, records.set())
                    .schema(SCHEMA)
                    .root(keys);
        }
    }

    private List<BatchEntry> entries(ContestantRecords records, int first, int size) {
        return IntStream.range(first, first + size)
                .mapToObj(i -> BatchEntry.read(key(records, i), BinSelection.all()))
                .toList();
    }

    private static ReadRows found(List<BatchResult> results) {
        return row -> results.forEach(
                result -> found(result.recordOrThrow().orElseThrow()).each(row));
    }

    private static ReadRows found(Record found) {
        return row -> row.accept(
                ((Value.IntegerValue) value(found, "id")).value(),
                ((Value.FloatValue) value(found, "ratio")).value(),
                ((Value.StringValue) value(found, "name")).value());
    }

    private static Value value(Record found, String bin) {
        Value value = found.bins().get(bin);
        if (value == null) {
            throw new IllegalStateException("bin '" + bin + "' is missing in record " + found);
        }
        return value;
    }

    private static Key key(ContestantRecords records, int number) {
        return Key.of(ContestantRecords.NAMESPACE, records.set(), records.key(number));
    }

    private static List<Bin> bins(int number) {
        return List.of(
                new Bin("id", Value.of(number)),
                new Bin("ratio", Value.of(ContestantRecords.ratio(number))),
                new Bin("name", Value.of(ContestantRecords.name(number))));
    }

    /** Rows that were read to vectors. */
    private record VectorRows(VectorSchemaRoot root) implements ReadRows {

        @Override
        public void each(Row row) {
            BigIntVector ids = (BigIntVector) root.getVector("id");
            Float8Vector ratios = (Float8Vector) root.getVector("ratio");
            VarCharVector names = (VarCharVector) root.getVector("name");
            for (int i = 0; i < root.getRowCount(); i++) {
                row.accept(ids.get(i), ratios.get(i), new String(names.get(i), StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() {
            root.close();
        }
    }

    @Override
    public void close() {
        readers.shutdown();
        aero.close();
        allocator.close();
    }
}
