package io.aeroarrow.docs;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.NodeProgress;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.admin.SetIndex;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.arrow.WriteRun;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.BackgroundJob;
import io.aeroarrow.client.IndexUse;
import io.aeroarrow.client.RecordStream;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.metrics.micrometer.AeroArrowMeterBinder;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.PoolConfig;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.ReplicaPolicy;
import io.aeroarrow.policy.TimeToLive;
import io.aeroarrow.policy.TlsConfig;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.BackgroundRequest;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** The Java of the documentation, as it stands there. */
@SuppressWarnings({"unused", "FutureReturnValueIgnored", "DuplicateBranches"})
final class Snippets {

    private void embeddedServer() {
        try (EmbeddedAerospike aerospike = EmbeddedAerospike.start();
                AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(aerospike.host(), aerospike.port()))) {
            aerospike.load("test", "people").put("ann", Map.of("age", 30));
            Record ann = client.get(Key.of("test", "people", "ann")).orElseThrow();
            System.out.println(ann.bins());
        }
    }

    private Field feature(String view, String name, ArrowType type) {
        Map<String, String> place = Map.of("aerospike.bin", "features", "aerospike.path", view + "." + name);
        return new Field(view + "." + name, new FieldType(true, type, null, place), null);
    }

    private void features(AeroArrowView aero, FieldVector entities) throws Exception {
        Schema features = new Schema(List.of(
                feature("driver_stats", "rating", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                feature("driver_stats", "trips", new ArrowType.Int(64, true)),
                feature("pricing", "surge", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE))));

        try (VectorSchemaRoot served = aero.batchRead("test", "driver_features_latest")
                .schema(features)
                .root(entities)) {
            System.out.println(served.contentToTSVString());
        }
        try (ArrowReader all =
                aero.scan("test", "driver_features_latest").schema(features).reader()) {
            while (all.loadNextBatch()) {
                System.out.println(all.getVectorSchemaRoot().getRowCount());
            }
        }
    }

    private void filters(AeroArrowView aero, Schema schema) throws Exception {
        Filter late =
                Filter.bin("delay").greaterThan(60).and(Filter.bin("origin").in("SFO", "OAK"));
        ScanRequest request = ScanRequest.of("test", "demo_flights").withFilter(late);
        try (ArrowReader reader = aero.scan(request).schema(schema).reader()) {
            reader.loadNextBatch();
        }
    }

    private void scans(AeroArrowView aero) throws Exception {
        Scan adults = aero.scan("test", "people")
                .columns("__key", "name", "age")
                .where(Filter.bin("age").atLeast(18))
                .parallelism(4);

        try (ArrowReader reader = adults.reader()) { // one root, refilled for each batch
            while (reader.loadNextBatch()) {
                use(reader.getVectorSchemaRoot());
            }
        }
        try (Stream<VectorSchemaRoot> batches = adults.batches()) {
            batches.forEach(this::useAndClose); // you own each batch
        }
        try (VectorSchemaRoot all = adults.root()) { // for results that fit into memory
            use(all);
        }
    }

    private void lookups(AeroArrowView aero, FieldVector keys) {
        Lookup lookup = aero.batchRead("test", "people").columns("name", "age");
        try (VectorSchemaRoot root = lookup.root(keys)) { // row i belongs to key i
            use(root);
        }
    }

    private void writes(AeroArrowView aero) throws Exception {
        try (ArrowReader reader =
                aero.scan("test", "people").columns("__key", "name", "age").reader()) {
            WriteResult result = aero.write("test", "people_copy")
                    .existsAction(ExistsAction.CREATE_ONLY)
                    .nulls(NullBins.SKIP)
                    .run(reader);
            result.failures().forEach(failure -> System.err.println(failure));
            result.orThrow();
        }
    }

    private void writesBitByBit(AeroArrowView aero, VectorSchemaRoot root) {
        try (WriteRun run = aero.write("test", "people")
                .keyColumn("id")
                .rowsPerSecond(10_000)
                .start()) {
            while (fill(root)) {
                run.add(root);
            }
            run.finish().orThrow();
        }
    }

    private static boolean fill(VectorSchemaRoot root) {
        return root.getRowCount() > 0;
    }

    private void inference(AeroArrowView aero) {
        InferredSchema inferred = aero.inferSchema("test", "people");
        System.out.println(inferred.toTable());
    }

    private void storedSchemas(AeroArrowView aero, Schema schema) {
        SchemaStore schemas = SchemaStore.of(aero.client(), "schemas");
        schemas.create("test", "people", schema);
        AeroArrowView typed = aero.with(aero.options().withSchemaSet("schemas"));
        Schema same = typed.scan("test", "people").resolveSchema();
        schemas.update("test", "people", before -> withColumn(before, "born"));
    }

    private static Schema withColumn(Schema schema, String name) {
        return schema;
    }

    private static void use(VectorSchemaRoot root) {
        root.getRowCount();
    }

    private void useAndClose(VectorSchemaRoot root) {
        root.close();
    }

    private void records() {
        try (AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of("localhost", 3000))) {
            Key key = Key.of("test", "people", "ada");
            client.put(key, List.of(new Bin("age", Value.of(36))), WritePolicy.DEFAULT);
            Optional<Record> record = client.get(key); // empty if there is no record
            client.operate(key, List.of(Operation.add("age", 1), Operation.read("age")), WritePolicy.DEFAULT);

            // Writes only if the generation is unchanged. The record expires in an hour.
            client.put(
                    key,
                    List.of(new Bin("city", Value.of("London"))),
                    WritePolicy.DEFAULT
                            .withGeneration(
                                    GenerationCheck.equalTo(record.orElseThrow().generation()))
                            .withTimeToLive(TimeToLive.of(Duration.ofHours(1))));

            List<BatchResult> results = client.batch(
                    List.of(
                            BatchEntry.read(key, BinSelection.all()),
                            BatchEntry.delete(Key.of("test", "people", "bob"))),
                    BatchPolicy.DEFAULT);
            results.forEach(result -> result.error().ifPresent(error -> log(result.key(), error)));
        }
    }

    private void futures(AeroArrowClient client, Key key) {
        client.async()
                .get(key, BinSelection.all(), ReadPolicy.DEFAULT)
                .thenAccept(record -> record.ifPresent(this::show));
    }

    private void errors(AeroArrowClient client, Key key, List<Bin> bins) {
        try {
            client.put(key, bins, WritePolicy.DEFAULT);
        } catch (AeroArrowException e) {
            if (e.inDoubt()) {
                // The write may have happened: read the record to find out.
            } else if (e.retryable()) {
                // The write did not happen; a retry may succeed.
            } else {
                // The write did not happen; a retry will fail the same way.
            }
        }
    }

    private void connecting() {
        ClientConfig config = ClientConfig.of("db1", 3000)
                .withSeeds(HostAddress.parseList("db1:3000,db2,[2001:db8::7]:3000", 3000))
                .withClusterName("prod")
                .withPool(PoolConfig.DEFAULT.withMin(4).withMax(200));
        try (AeroArrowClient client = AeroArrowClient.connect(config)) {
            client.namespaces().forEach(namespace -> log(namespace.name()));
        }
    }

    private void metrics(AeroArrowClient client, MeterRegistry registry) {
        new AeroArrowMeterBinder(client, Tags.of("cluster", "prod")).bindTo(registry);
    }

    private void racks(AeroArrowClient client, Key key) {
        ClientConfig config = ClientConfig.of("localhost", 3000).withRackIds(List.of(2, 1));
        ReadRouting near = ReadRouting.DEFAULT.withReplica(ReplicaPolicy.PREFER_RACK);
        client.get(key, BinSelection.all(), ReadPolicy.DEFAULT.withRouting(near));
    }

    private void tls() {
        ClientConfig config = ClientConfig.of(HostAddress.parse("10.0.0.7:cluster-1:4333", 3000))
                .withTls(TlsConfig.trusting(Path.of("ca.pem"))
                        .withCertificate(Path.of("client.pem"), Path.of("client.key")));
    }

    private void login(String password) {
        ClientConfig config = ClientConfig.of("localhost", 3000).withCredentials(Credentials.internal("ada", password));
    }

    private void queries(AeroArrowView aero, AeroArrowClient client, Schema schema) throws Exception {
        ScanRequest adults = ScanRequest.of("test", "people")
                .withIndex(IndexQuery.bin("age").between(18, 65))
                .withFilter(Filter.bin("country").equalTo("NO"));
        try (ArrowReader reader = aero.scan(adults).schema(schema).reader()) {
            reader.loadNextBatch();
        } // Arrow vectors
        try (RecordStream records = client.scan(adults)) {
            records.forEach(record -> log(record.key(), record.bins()));
        } // records
    }

    private void indexes(AeroArrowClient client) {
        client.createIndex(SecondaryIndex.of("test", "people", "people_age", "age", IndexType.NUMERIC));
        client.createIndex(SecondaryIndex.of("test", "people", "people_tags", "tags", IndexType.STRING)
                .withCollection(IndexCollection.LIST));
        client.awaitIndex("test", "people_age", Duration.ofMinutes(5)); // readable on every node
        client.indexes("test").forEach(index -> log(index.name(), index.readable()));
        client.dropIndex("test", "people_age");
    }

    private void setIndexes(AeroArrowClient client) {
        client.createSetIndex(new SetIndex("test", "people", "people_all"));
        List<SetIndex> ofSets = client.setIndexes("test");
        client.dropIndex("test", "people_all");
    }

    private void selectedIndex(AeroArrowClient client) {
        client.createIndex(SecondaryIndex.of(
                "test", "people", "people_city", Filter.bin("address").key("city"), IndexType.STRING));
        client.createIndex(SecondaryIndex.of(
                "test", "people", "people_visits", Filter.bin("visits").size(), IndexType.NUMERIC));
        Filter inOslo = Filter.bin("address")
                .key("city")
                .equalTo("Oslo")
                .and(Filter.bin("age").atLeast(18));
        ScanRequest request = ScanRequest.of("test", "people").withFilter(inOslo);
        ScanRequest fast = client.selectIndex("test", "people", inOslo)
                .map(selected -> request.withIndex(selected.query()))
                .orElse(request);
        log(fast);
    }

    private void choiceOfIndex(AeroArrow aero) {
        Scan inBergen = aero.scan("test", "people").where(Filter.bin("city").equalTo("Bergen"));
        log(inBergen.explain()); // test.people: query through people_town = 'Bergen'
        Scan withoutIndex = inBergen.secondaryIndex(IndexUse.off());
        log(withoutIndex);
    }

    private void background(AeroArrowClient client) {
        BackgroundJob job =
                client.startBackground(BackgroundRequest.of("test", "people", List.of(Operation.add("visits", 1)))
                        .withIndex(IndexQuery.bin("age").between(18, 65))
                        .withFilter(Filter.bin("country").equalTo("NO")));
        List<NodeProgress> done = job.await(Duration.ofMinutes(10));
    }

    private void show(Record record) {}

    private void log(Object... what) {}
}
