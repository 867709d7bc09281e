package io.aeroarrow.bench.operations;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.bench.Target;
import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.AsyncClient;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.model.Key;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.model.Record;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.WritePolicy;
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

/** This project's client: blocking, by futures, and batches into columns. Scans are always into columns. */
final class AeroArrowContenders implements AutoCloseable {

    private static final Schema SCHEMA = new Schema(List.of(
            Field.nullable("id", new ArrowType.Int(64, true)),
            Field.nullable("ratio", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            Field.nullable("name", new ArrowType.Utf8())));

    private final Load load;
    private final BufferAllocator allocator = new RootAllocator();
    private final AeroArrow aero;
    private final ExecutorService readers = Executors.newSingleThreadExecutor();

    AeroArrowContenders(Target target, Load load) {
        this.load = load;
        ClientConfig config = ClientConfig.of(target.host(), target.port())
                .withMaxConnectionsPerNode(Math.max(100, 2 * load.concurrency()));
        aero = AeroArrow.connect(config, allocator);
    }

    List<Contender> all() {
        return List.of(
                blocking(new Records("aeroarrow-sync")),
                pending(new Records("aeroarrow-async")),
                columns(new Records("aeroarrow-columns")));
    }

    private Contender blocking(Records records) {
        AeroArrowClient client = aero.client();
        Call.Blocking get = number -> found(client.get(key(records, number)).orElseThrow());
        return new JavaContender(
                Contestant.ours("AeroArrow, sync", OfficialContenders.SYNC),
                records,
                Map.of(
                        Operation.PUT,
                        (Call.Blocking) number -> {
                            client.put(key(records, number), bins(number), WritePolicy.DEFAULT);
                            return Found.NOTHING;
                        },
                        Operation.GET,
                        get,
                        Operation.GET_ONE,
                        get,
                        Operation.BATCH_GET,
                        (Call.Blocking) group -> found(client.batch(entries(records, group), BatchPolicy.DEFAULT)),
                        Operation.SCAN,
                        (Call.Blocking) number -> new Columns(scan(records).root())));
    }

    private Contender pending(Records records) {
        AsyncClient async = aero.client().async(Runnable::run);
        Call.Pending get = number -> async.get(key(records, number), BinSelection.all(), ReadPolicy.DEFAULT)
                .thenApply(found -> found(found.orElseThrow()));
        return new JavaContender(
                Contestant.ours("AeroArrow, async", OfficialContenders.ASYNC),
                records,
                Map.of(
                        Operation.PUT,
                        (Call.Pending) number -> async.put(key(records, number), bins(number), WritePolicy.DEFAULT)
                                .thenApply(done -> Found.NOTHING),
                        Operation.GET,
                        get,
                        Operation.GET_ONE,
                        get,
                        Operation.BATCH_GET,
                        (Call.Pending) group -> async.batch(entries(records, group), BatchPolicy.DEFAULT)
                                .thenApply(AeroArrowContenders::found),
                        Operation.SCAN,
                        (Call.Pending)
                                number -> scan(records).rootAsync(readers).thenApply(Columns::new)));
    }

    private Contender columns(Records records) {
        return new JavaContender(
                Contestant.ours("AeroArrow, sync, to Arrow", OfficialContenders.SYNC),
                records,
                Map.of(
                        Operation.PUT,
                        (Call.Blocking) number -> {
                            aero.client().put(key(records, number), bins(number), WritePolicy.DEFAULT);
                            return Found.NOTHING;
                        },
                        Operation.BATCH_GET,
                        (Call.Blocking) group -> new Columns(lookUp(records, group))));
    }

    private Scan scan(Records records) {
        return aero.with(aero.options().withEmptyRecords(EmptyRecords.DROP))
                .scan(Records.NAMESPACE, records.set())
                .schema(SCHEMA);
    }

    private VectorSchemaRoot lookUp(Records records, int group) {
        try (VarCharVector keys = new VarCharVector("key", allocator)) {
            int size = load.keysOfGroup();
            for (int i = 0; i < size; i++) {
                keys.setSafe(i, records.key(group * size + i).getBytes(StandardCharsets.UTF_8));
            }
            keys.setValueCount(size);
            return aero.batchRead(Records.NAMESPACE, records.set())
                    .schema(SCHEMA)
                    .root(keys);
        }
    }

    private List<BatchEntry> entries(Records records, int group) {
        int size = load.keysOfGroup();
        return IntStream.range(group * size, (group + 1) * size)
                .mapToObj(i -> BatchEntry.read(key(records, i), BinSelection.all()))
                .toList();
    }

    private static Found found(List<BatchResult> results) {
        return row -> results.forEach(
                result -> found(result.recordOrThrow().orElseThrow()).each(row));
    }

    private static Found found(Record found) {
        return row -> row.accept(
                ((Value.IntegerValue) value(found, "id")).value(),
                ((Value.FloatValue) value(found, "ratio")).value(),
                ((Value.StringValue) value(found, "name")).value());
    }

    private static Value value(Record found, String bin) {
        Value value = found.bins().get(bin);
        if (value == null) {
            throw new IllegalStateException("a record has no bin " + bin + ": " + found);
        }
        return value;
    }

    private static Key key(Records records, int number) {
        return Key.of(Records.NAMESPACE, records.set(), records.key(number));
    }

    private static List<Bin> bins(int number) {
        return List.of(
                new Bin("id", Value.of(number)),
                new Bin("ratio", Value.of(Records.ratio(number))),
                new Bin("name", Value.of(Records.name(number))));
    }

    /** What was read into columns. */
    private record Columns(VectorSchemaRoot root) implements Found {

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
