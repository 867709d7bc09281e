package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Value;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Decimals with a fraction, in each form that bins hold them. */
@ExtendWith(AerospikeExtension.class)
class DecimalsConformanceTest {

    private static final Schema PRICES =
            schema(field("id", Rows.INT64), field("price", new ArrowType.Decimal(10, 2, 128)));

    @AutoClose
    private static TestCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
    }

    private static VectorSchemaRoot rows(Schema schema, List<BigDecimal> values) {
        VectorSchemaRoot root = VectorSchemaRoot.create(schema, cluster.allocator());
        root.allocateNew();
        for (int i = 0; i < values.size(); i++) {
            ((BigIntVector) root.getVector(0)).setSafe(i, i);
            if (values.get(i) != null) {
                set(root.getVector(1), i, values.get(i));
            }
        }
        root.setRowCount(values.size());
        return root;
    }

    private static void set(FieldVector vector, int row, BigDecimal value) {
        if (vector instanceof DecimalVector small) {
            small.setSafe(row, value);
        } else {
            ((Decimal256Vector) vector).setSafe(row, value);
        }
    }

    private static Write write(String set) {
        return cluster.aero().write(NAMESPACE, set).keyColumn("id");
    }

    /** The values by their ids. */
    private static Map<Long, Object> read(String set, Schema schema, OnMismatch onMismatch) throws IOException {
        Map<Long, Object> values = new HashMap<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ScanArrowReader reader = cluster.aero()
                .scan(NAMESPACE, set)
                .schema(schema)
                .onMismatch(onMismatch)
                .reader()) {
            Rows.readAll(reader, rows);
        }
        String column = schema.getFields().get(1).getName();
        rows.forEach(row -> values.put((Long) row.get("id"), row.get(column)));
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrote(DecimalStorage storage) throws IOException {
        String set = cluster.newSet();
        List<BigDecimal> values = new ArrayList<>(List.of(
                new BigDecimal("12.50"),
                new BigDecimal("-0.01"),
                new BigDecimal("99999999.99"),
                new BigDecimal("-99999999.99"),
                new BigDecimal("0.00")));
        values.add(null);
        try (VectorSchemaRoot root = rows(PRICES, values)) {
            write(set).decimals(storage).run(root).orThrow();
        }
        Object stored = cluster.official().get(null, TestCluster.key(set, 0L)).getValue("price");
        assertThat(stored)
                .isEqualTo(
                        switch (storage) {
                            case TEXT -> "12.50";
                            case DOUBLE -> 12.5;
                            case SCALED -> 1250L;
                        });
        Map<Long, Object> found = read(set, storage.in(PRICES), OnMismatch.FAIL);
        for (int i = 0; i < values.size(); i++) {
            assertThat(found.get((long) i)).as("row %d", i).isEqualTo(values.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TEXT", "DOUBLE"})
    void readsOnlyNumbersThatFit(DecimalStorage storage) throws IOException {
        String set = cluster.newSet();
        boolean text = storage == DecimalStorage.TEXT;
        Map<Value, String> cases = new HashMap<>();
        cases.put(Value.get(7L), "7.00");
        cases.put(Value.get(100_000_000L), null);
        cases.put(Value.get(Long.MIN_VALUE), null);
        cases.put(Value.get(1.005), text ? null : "1.00");
        cases.put(Value.get(-1.015), text ? null : "-1.01");
        cases.put(Value.get(Double.NaN), null);
        cases.put(Value.get(Double.NEGATIVE_INFINITY), null);
        cases.put(Value.get(1e300), null);
        cases.put(Value.get("12.5"), text ? "12.50" : null);
        cases.put(Value.get("12.500"), text ? "12.50" : null);
        cases.put(Value.get("+1e2"), text ? "100.00" : null);
        cases.put(Value.get("5."), text ? "5.00" : null);
        for (String wrong : List.of("", "-", ".", " 5", "abc", "12.345", "100000000", "1E400000000", "1E-400000000")) {
            cases.put(Value.get(wrong), null);
        }
        List<String> expected = new ArrayList<>();
        cases.forEach((value, number) -> {
            long id = expected.size();
            cluster.put(set, id, new Bin("id", id), new Bin("price", value));
            expected.add(number);
        });
        Map<Long, Object> found = read(set, storage.in(PRICES), OnMismatch.NULL);
        int at = 0;
        for (Map.Entry<Value, String> one : cases.entrySet()) {
            Object value = found.get((long) at++);
            assertThat(value == null ? null : value.toString())
                    .as("%s", one.getKey())
                    .isEqualTo(one.getValue());
        }
    }

    @Test
    void readsRandomTextOfAnySize() throws IOException {
        Random random = new Random(22);
        Schema wide = schema(field("id", Rows.INT64), field("price", new ArrowType.Decimal(60, 20, 256)));
        String set = cluster.newSet();
        List<BigDecimal> values = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int digits = 1 + random.nextInt(180);
            values.add(new BigDecimal(new BigInteger(digits, random), random.nextInt(20))
                    .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1))
                    .setScale(20));
            if (values.get(i).precision() > 60) {
                values.set(i, null);
            }
        }
        try (VectorSchemaRoot root = rows(wide, values)) {
            write(set).decimals(DecimalStorage.TEXT).run(root).orThrow();
        }
        Map<Long, Object> found = read(set, DecimalStorage.TEXT.in(wide), OnMismatch.FAIL);
        for (int i = 0; i < values.size(); i++) {
            assertThat(found.get((long) i)).isEqualTo(values.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsOfDecimalsAreStoredTheSameWay(DecimalStorage storage) throws IOException {
        String set = cluster.newSet();
        Field list = new Field(
                "prices",
                FieldType.nullable(new ArrowType.List()),
                List.of(field("element", new ArrowType.Decimal(10, 2, 128))));
        Schema lists = schema(field("id", Rows.INT64), list);
        try (VectorSchemaRoot root = VectorSchemaRoot.create(storage.in(lists), cluster.allocator())) {
            root.allocateNew();
            ((BigIntVector) root.getVector(0)).setSafe(0, 0);
            ListVector vector = (ListVector) root.getVector(1);
            vector.startNewValue(0);
            DecimalVector elements = (DecimalVector) vector.getDataVector();
            elements.setSafe(0, new BigDecimal("1.25"));
            elements.setSafe(1, new BigDecimal("-3.00"));
            elements.setValueCount(2);
            vector.endValue(0, 2);
            root.setRowCount(1);
            write(set).run(root).orThrow();
        }
        assertThat(read(set, storage.in(lists), OnMismatch.FAIL).get(0L))
                .isEqualTo(List.of(new BigDecimal("1.25"), new BigDecimal("-3.00")));
    }

    @Test
    void aDecimalThatTakesMoreThan64BitsFailsItsRow() {
        Schema wide = schema(field("id", Rows.INT64), field("price", new ArrowType.Decimal(38, 2, 128)));
        try (VectorSchemaRoot root = rows(wide, List.of(new BigDecimal("123456789012345678.90")))) {
            assertThat(write(cluster.newSet())
                            .decimals(DecimalStorage.SCALED)
                            .run(root)
                            .failures())
                    .singleElement()
                    .asString()
                    .contains("123456789012345678.90 does not fit into the 64 bits");
        }
    }

    @Test
    void withoutAStorageTheErrorSaysWhatToDo() {
        assertThatThrownBy(() -> read(cluster.newSet(), PRICES, OnMismatch.FAIL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'price'", "scale 2", FieldMetadata.DECIMAL_METADATA, "TEXT, DOUBLE, SCALED");
        try (VectorSchemaRoot root = rows(PRICES, List.of(BigDecimal.ONE.setScale(2)))) {
            assertThatThrownBy(() -> write("any").run(root))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("'price'", "Write.decimals", "TEXT, DOUBLE, SCALED");
        }
        Field wrong = new Field(
                "price",
                new FieldType(
                        true, new ArrowType.Decimal(10, 2, 128), null, Map.of(FieldMetadata.DECIMAL_METADATA, "float")),
                null);
        assertThatThrownBy(() -> read("any", schema(field("id", Rows.INT64), wrong), OnMismatch.FAIL))
                .hasMessageContainingAll("'price'", "'float'", "TEXT, DOUBLE, SCALED");
    }
}
