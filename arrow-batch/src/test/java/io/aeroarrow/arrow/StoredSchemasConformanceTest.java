package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.arrow.schema.StoredSchema;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.MismatchException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads without a declared schema use the stored schema of their set, if they are told the set that stores schemas. */
@ExtendWith(AerospikeExtension.class)
class StoredSchemasConformanceTest {

    private static final ArrowType DATE = new ArrowType.Date(DateUnit.DAY);

    @AutoClose
    private static TestCluster cluster;

    private static String schemas;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        schemas = cluster.newSet();
    }

    private static SchemaStore store() {
        return SchemaStore.of(cluster.aero().client(), schemas);
    }

    private static AeroArrowView told() {
        return cluster.aero().with(ReadOptions.DEFAULT.withSchemaSet(schemas));
    }

    private static Field field(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }

    private static Schema typed() {
        Schema schema = new Schema(List.of(
                field("day", DATE),
                field("at", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
                field("price", new ArrowType.Decimal(9, 2, 128)),
                field("home", new ArrowType.Struct(), field("city", Rows.UTF8), field("since", DATE)),
                field("tags", new ArrowType.List(), field("element", Rows.UTF8))));
        return DecimalStorage.SCALED.in(schema);
    }

    private static String typedSet() {
        String set = cluster.newSet();
        cluster.put(
                set,
                1,
                new Bin("day", 20_000),
                new Bin("at", 1_700_000_000_000_000L),
                new Bin("price", 1_250),
                new Bin("home", Map.of("city", "Rome", "since", 10L)),
                new Bin("tags", List.of("a", "b")));
        return set;
    }

    @Test
    void readsUseTheStoredTypes() {
        String set = typedSet();
        assertThat(store().create(NAMESPACE, set, typed())).isTrue();
        assertThat(told().scan(NAMESPACE, set).resolveSchema()).isEqualTo(typed());
        try (VectorSchemaRoot root = told().scan(NAMESPACE, set).root()) {
            Map<String, Object> row = Rows.of(root).get(0);
            assertThat(root.getSchema()).isEqualTo(typed());
            assertThat(row).containsEntry("price", new BigDecimal("12.50"));
            assertThat(root.getVector("day").getObject(0))
                    .isEqualTo((int) LocalDate.ofEpochDay(20_000).toEpochDay());
        }
        try (BigIntVector keys = new BigIntVector("k", cluster.allocator())) {
            keys.setSafe(0, 1);
            keys.setValueCount(1);
            try (VectorSchemaRoot root =
                    told().batchRead(NAMESPACE, set).columns("day", "__key").root(keys)) {
                assertThat(root.getSchema().findField("day").getType()).isEqualTo(DATE);
                assertThat(root.getVector("__key").getObject(0)).isEqualTo(1L);
            }
        }
    }

    @Test
    void aDeclaredSchemaComesBeforeTheStoredOneAndTheStoredOneBeforeInference() {
        String set = typedSet();
        Schema inferred = cluster.aero().inferSchema(NAMESPACE, set).bins();
        assertThat(told().scan(NAMESPACE, set).resolveSchema()).isEqualTo(inferred);
        store().put(NAMESPACE, set, typed());
        Schema declared = new Schema(List.of(field("day", new ArrowType.Int(64, true))));
        assertThat(told().scan(NAMESPACE, set).schema(declared).resolveSchema()).isEqualTo(declared);
        assertThat(told().inferSchema(NAMESPACE, set).bins()).isEqualTo(inferred);
        assertThat(cluster.aero().scan(NAMESPACE, set).resolveSchema()).isEqualTo(inferred);
        assertThat(told().scan(NAMESPACE, "").resolveSchema().findField("day").getType())
                .isEqualTo(new ArrowType.Int(64, true));
        assertThat(told().scan(NAMESPACE, set)
                        .options(ReadOptions::withoutSchemaSet)
                        .resolveSchema())
                .isEqualTo(inferred);
    }

    /** Names of bins and storages of decimals come from the stored schema, also within structs. */
    @Test
    void writesUseTheStoredBinsAndStorages() {
        String set = cluster.newSet();
        Field price = new Field(
                "price",
                new FieldType(true, new ArrowType.Decimal(9, 2, 128), null, Map.of("aerospike.bin", "p")),
                null);
        Field home = field("home", new ArrowType.Struct(), field("rent", new ArrowType.Decimal(9, 2, 128)));
        Field place =
                new Field("place", new FieldType(true, Rows.UTF8, null, Map.of("aerospike.type", "geojson")), null);
        store().put(
                        NAMESPACE,
                        set,
                        DecimalStorage.SCALED.in(new Schema(List.of(field("id", Rows.INT64), price, home, place))));
        Schema plain = new Schema(List.of(
                field("id", Rows.INT64),
                field("price", new ArrowType.Decimal(12, 4, 128)),
                field("home", new ArrowType.Struct(), field("rent", new ArrowType.Decimal(9, 2, 128))),
                field("place", Rows.UTF8)));
        String point = "{\"type\":\"Point\",\"coordinates\":[8.5,47.4]}";
        try (VectorSchemaRoot root = VectorSchemaRoot.create(plain, cluster.allocator())) {
            ((BigIntVector) root.getVector("id")).setSafe(0, 1);
            ((DecimalVector) root.getVector("price")).setSafe(0, new BigDecimal("12.5000"));
            StructVector homes = (StructVector) root.getVector("home");
            homes.setIndexDefined(0);
            ((DecimalVector) homes.getChild("rent")).setSafe(0, new BigDecimal("900.00"));
            ((VarCharVector) root.getVector("place")).setSafe(0, point.getBytes(StandardCharsets.UTF_8));
            root.setRowCount(1);
            told().write(NAMESPACE, set).keyColumn("id").run(root).orThrow();
            ((DecimalVector) root.getVector("price")).setSafe(0, new BigDecimal("12.5001"));
            assertThat(told().write(NAMESPACE, set).keyColumn("id").run(root).failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.message())
                            .contains("column 'price'", "12.5001 has more than the 2 decimal places"));
        }
        Record record = cluster.official().get(null, TestCluster.key(set, 1));
        assertThat(record.bins)
                .containsEntry("p", 1_250L)
                .containsEntry("home", Map.of("rent", 90_000L))
                .doesNotContainKey("price");
        assertThat(record.getValue("place")).hasToString(point);
        try (VectorSchemaRoot root = told().scan(NAMESPACE, set).root()) {
            assertThat(Rows.of(root).get(0)).containsEntry("price", new BigDecimal("12.50"));
        }
    }

    @Test
    void columnsThatTheStoredSchemaContradictsAreNotWritten() {
        String set = cluster.newSet();
        store().put(NAMESPACE, set, typed());
        assertThat(refused(set, field("at", new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC"))))
                .contains("column 'at'", "MILLISECOND", "test." + set, "MICROSECOND", "Convert the column");
        assertThat(refused(set, field("price", new ArrowType.Int(32, true))))
                .contains("column 'price'", "Int(32", "9, 2");
        assertThat(refused(
                        set,
                        field(
                                "home",
                                new ArrowType.Struct(),
                                field("since", new ArrowType.Date(DateUnit.MILLISECOND)))))
                .contains("column 'home.since'");
        assertThat(refused(set, field("other", Rows.UTF8)))
                .contains("test." + set, "no column 'other'", "[day, at, price, home, tags]");
    }

    private static String refused(String set, Field column) {
        Schema schema = new Schema(List.of(field("id", Rows.INT64), column));
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, cluster.allocator())) {
            root.setRowCount(1);
            return catchThrowableOfType(
                            IllegalArgumentException.class,
                            () -> told().write(NAMESPACE, set)
                                    .keyColumn("id")
                                    .keyAsBin(false)
                                    .run(root))
                    .getMessage();
        }
    }

    @Test
    void namedColumnsHaveTheStoredTypes() {
        String set = typedSet();
        store().put(NAMESPACE, set, StoredSchema.withKeyColumn(typed(), "tags"));
        Schema schema = told().scan(NAMESPACE, set)
                .columns("__generation", "day", "__key")
                .resolveSchema();
        assertThat(schema.getFields().stream().map(Field::getType))
                .as("a list is no key, so a sample tells the type of the key")
                .containsExactly(new ArrowType.Int(32, true), DATE, new ArrowType.Int(64, true));
        assertThatThrownBy(() ->
                        told().scan(NAMESPACE, set).columns("day", "other").resolveSchema())
                .hasMessageContainingAll(
                        "stored schema of 'test." + set + "'", "'other'", "[day, at, price, home, tags]");
    }

    @Test
    void theKeyHasTheTypeOfTheKeyColumn() {
        String set = cluster.newSet();
        Schema columns = new Schema(List.of(field("id", new ArrowType.Int(16, true)), field("v", Rows.UTF8)));
        store().put(NAMESPACE, set, StoredSchema.withKeyColumn(columns, "id"));
        Schema schema = told().schemaWithKey(NAMESPACE, set);
        assertThat(schema.getFields().stream().map(Field::getName)).containsExactly("__key", "id", "v");
        assertThat(schema.findField("__key").getType()).isEqualTo(new ArrowType.Int(64, true));
        assertThatThrownBy(() -> StoredSchema.withKeyColumn(columns, "key"))
                .hasMessageContainingAll("'key'", "[id, v]");
    }

    @Test
    void recordsWithoutASetHaveASchemaToo() {
        store().put(NAMESPACE, "", typed());
        assertThat(told().storedSchema(NAMESPACE, "").orElseThrow().schema()).isEqualTo(typed());
        assertThat(store().sets(NAMESPACE)).contains("");
        assertThat(cluster.official().get(null, new Key(NAMESPACE, schemas, SchemaStore.NO_SET)))
                .isNotNull();
        assertThat(store().remove(NAMESPACE, "")).isTrue();
        assertThat(store().find(NAMESPACE, "")).isEmpty();
    }

    /** All types and metadata of Arrow survive, also those that no bin is read as. */
    @Test
    void everySchemaIsReadAsItWasStored() {
        FieldType described = new FieldType(
                false, Rows.UTF8, new DictionaryEncoding(7, true, new ArrowType.Int(16, true)), Map.of("a\"b", "ü\n"));
        Field pair = new Field(
                "entries",
                FieldType.notNullable(new ArrowType.Struct()),
                List.of(new Field("key", FieldType.notNullable(Rows.UTF8), null), field("value", DATE)));
        Schema all = new Schema(
                List.of(
                        new Field("described", described, null),
                        field("u8", new ArrowType.Int(8, false)),
                        field("f16", new ArrowType.FloatingPoint(FloatingPointPrecision.HALF)),
                        field("d256", new ArrowType.Decimal(40, 3, 256)),
                        field("time", new ArrowType.Time(TimeUnit.NANOSECOND, 64)),
                        field("local", new ArrowType.Timestamp(TimeUnit.SECOND, null)),
                        field("took", new ArrowType.Duration(TimeUnit.MILLISECOND)),
                        field("gap", new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO)),
                        field("bytes", new ArrowType.FixedSizeBinary(16)),
                        field("large", new ArrowType.LargeUtf8()),
                        field("view", new ArrowType.Utf8View()),
                        field("vector", new ArrowType.FixedSizeList(3), field("item", new ArrowType.Int(32, true))),
                        field("many", new ArrowType.LargeList(), field("item", new ArrowType.Bool())),
                        new Field("map", FieldType.nullable(new ArrowType.Map(true)), List.of(pair)),
                        field("one", new ArrowType.Union(UnionMode.Sparse, new int[] {0}), field("x", Rows.UTF8))),
                Map.of(StoredSchema.OPTION_METADATA_PREFIX + "keyAsBin", "false", "other", "1"));
        String set = cluster.newSet();
        store().put(NAMESPACE, set, all);
        StoredSchema stored = store().find(NAMESPACE, set).orElseThrow();
        assertThat(stored.schema()).isEqualTo(all);
        assertThat(stored.schema().getCustomMetadata()).isEqualTo(all.getCustomMetadata());
        assertThat(stored.options()).isEqualTo(Map.of("keyAsBin", "false"));
    }

    @Test
    void theRecordIsReadableAndNeverExpires() {
        String set = cluster.newSet();
        store().put(NAMESPACE, set, typed());
        Record record = cluster.official().get(null, new Key(NAMESPACE, schemas, set));
        assertThat(record.expiration).isZero();
        assertThat(record.bins).containsOnlyKeys("version", "schema").containsEntry("version", 1L);
        assertThat(record.getString("schema")).contains("\"name\" : \"day\"", "\"aerospike.decimal\"");
    }

    @Test
    void createKeepsAStoredSchemaAndPutReplacesIt() {
        String set = cluster.newSet();
        Schema other = new Schema(List.of(field("x", Rows.UTF8)));
        assertThat(store().create(NAMESPACE, set, typed())).isTrue();
        assertThat(store().create(NAMESPACE, set, other)).isFalse();
        assertThat(store().find(NAMESPACE, set).orElseThrow().schema()).isEqualTo(typed());
        store().put(NAMESPACE, set, other);
        assertThat(store().find(NAMESPACE, set).orElseThrow().schema()).isEqualTo(other);
        assertThat(store().sets(NAMESPACE)).contains(set);
        assertThat(store().remove(NAMESPACE, set)).isTrue();
        assertThat(store().remove(NAMESPACE, set)).isFalse();
        assertThat(store().sets(NAMESPACE)).doesNotContain(set);
    }

    @Test
    void noConcurrentChangeIsLost() throws Exception {
        String set = cluster.newSet();
        store().put(NAMESPACE, set, new Schema(List.of(field("first", Rows.UTF8))));
        int changes = 8;
        ExecutorService threads = Executors.newFixedThreadPool(changes);
        try {
            List<Future<Schema>> all = new ArrayList<>();
            IntStream.range(0, changes)
                    .forEach(i -> all.add(threads.submit(() ->
                            store().update(NAMESPACE, set, before -> with(before, field("c" + i, DATE))))));
            for (Future<Schema> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(store().find(NAMESPACE, set).orElseThrow().schema().getFields().stream()
                        .map(Field::getName))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("first"), IntStream.range(0, changes).mapToObj(i -> "c" + i))
                        .toList());
    }

    private static Schema with(Schema before, Field added) {
        List<Field> fields = new ArrayList<>(before.getFields());
        fields.add(added);
        return new Schema(fields, before.getCustomMetadata());
    }

    @Test
    void aSchemaThatIsRemovedWhileItIsChangedDoesNotComeBack() {
        String set = cluster.newSet();
        store().put(NAMESPACE, set, typed());
        assertThatThrownBy(() -> store().update(NAMESPACE, set, before -> {
                    store().remove(NAMESPACE, set);
                    return typed();
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'test." + set + "'", "'" + schemas + "'", "does not exist");
        assertThat(store().find(NAMESPACE, set)).isEmpty();
    }

    @Test
    void aSchemaThatChangesAllTheTimeIsAnError() {
        String set = cluster.newSet();
        store().put(NAMESPACE, set, typed());
        assertThatThrownBy(() -> store().update(NAMESPACE, set, before -> {
                    store().put(NAMESPACE, set, typed());
                    return typed();
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was changed by others 20 times");
    }

    @Test
    void damagedAndNewerSchemasAreRefused() {
        Map<String, List<Bin>> problems = new HashMap<>();
        String json = typed().toJson();
        problems.put("format version 2", List.of(new Bin("version", 2), new Bin("schema", "{}")));
        problems.put("'version' is no integer", List.of(new Bin("schema", json)));
        problems.put("'version' is 0", List.of(new Bin("version", 0), new Bin("schema", json)));
        problems.put("'schema' is no string", List.of(new Bin("version", 1), new Bin("schema", 5)));
        problems.put(
                "no schema that this version of Arrow reads",
                List.of(new Bin("version", 1), new Bin("schema", json.substring(0, json.length() / 2))));
        problems.put("no columns", List.of(new Bin("version", 1), new Bin("schema", "{\"fields\":[]}")));
        problems.put(
                "no name or no type",
                List.of(
                        new Bin("version", 1),
                        new Bin(
                                "schema",
                                "{\"fields\":[{\"nullable\":true,\"type\":{\"name\":\"utf8\"},\"children\":[]}]}")));
        problems.forEach((message, bins) -> {
            String set = cluster.newSet();
            cluster.official().put(null, new Key(NAMESPACE, schemas, set), bins.toArray(Bin[]::new));
            assertThatThrownBy(() -> told().scan(NAMESPACE, set).resolveSchema())
                    .isInstanceOf(MismatchException.class)
                    .hasMessageStartingWith("the schema of 'test." + set + "' in set '" + schemas + "'")
                    .hasMessageContaining(message);
            assertThat(store().remove(NAMESPACE, set)).isTrue();
        });
    }

    @Test
    void aSchemaNeedsColumnsAndAStoreAName() {
        assertThatThrownBy(() -> store().put(NAMESPACE, "x", new Schema(List.of())))
                .hasMessageContaining("no columns");
        assertThatThrownBy(() -> SchemaStore.of(cluster.aero().client(), " ")).hasMessageContaining("empty");
        assertThatThrownBy(() -> ReadOptions.DEFAULT.withSchemaSet("")).hasMessageContaining("empty");
    }
}
