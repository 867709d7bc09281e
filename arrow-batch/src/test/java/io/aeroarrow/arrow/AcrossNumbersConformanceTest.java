package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.Bin;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares {@link Filter#acrossNumbers} with exact arithmetic. */
@ExtendWith(AerospikeExtension.class)
class AcrossNumbersConformanceTest {

    /** The number 2^53 + 1 lies between two floats. */
    private static final List<Number> NUMBERS = List.of(
            -3L,
            0L,
            40L,
            41L,
            9007199254740993L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            -3.0,
            -2.5,
            -0.0,
            40.0,
            40.5,
            9007199254740992.0,
            9007199254740994.0,
            0x1p63,
            -0x1p63,
            1e300);

    private static final List<Number> OTHER_LITERALS = List.of(
            9007199254740991L, 9007199254740995L, Long.MAX_VALUE - 1, Math.nextUp(40.0), Math.nextDown(0x1p63), -1e300);

    private static final Schema ID = schema(field("id", Rows.INT64));

    @AutoClose
    private static TestCluster cluster;

    private static String set;

    @BeforeAll
    static void write(AerospikeServer server) {
        cluster = TestCluster.open(server);
        set = cluster.newSet();
        for (int i = 0; i < NUMBERS.size(); i++) {
            Number number = NUMBERS.get(i);
            Bin v = number instanceof Long integer ? new Bin("v", integer) : new Bin("v", number.doubleValue());
            cluster.put(set, i, new Bin("id", i), v);
        }
        cluster.put(set, -1, new Bin("id", -1), new Bin("v", "40"));
        cluster.put(set, -2, new Bin("id", -2));
    }

    @Test
    void numbersCompareByTheirExactValue() {
        List<Number> literals = new ArrayList<>(NUMBERS);
        literals.addAll(OTHER_LITERALS);
        Operand v = Filter.bin("v");
        for (Number literal : literals) {
            Value value = value(literal);
            for (ComparisonOperator operator : ComparisonOperator.values()) {
                Filter filter = v.compare(operator, value);
                assertSelects(filter, literal, order -> isTrue(operator, order));
                assertSelects(Filter.not(filter), literal, order -> !isTrue(operator, order));
            }
            assertSelects(v.in(List.of(value, value)), literal, order -> order == 0);
            assertSelects(Filter.not(v.in(List.of(value))), literal, order -> order != 0);
            assertSelects(v.between(value, value), literal, order -> order == 0);
        }
    }

    @Test
    void notANumberEqualsNoNumber() {
        assertThat(select(Filter.bin("v").equalTo(Double.NaN))).isEmpty();
        assertThat(select(Filter.bin("v").lessThan(Double.NaN))).isEmpty();
        assertThat(select(Filter.bin("v").notEqualTo(Double.NaN))).hasSameSizeAs(NUMBERS);
        assertThat(select(Filter.bin("v").in(Double.NaN, 40.0))).hasSize(2);
    }

    private static void assertSelects(Filter filter, Number literal, IntPredicate wanted) {
        assertThat(select(filter))
                .as(filter.toString())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, NUMBERS.size())
                        .filter(i -> wanted.test(exact(NUMBERS.get(i)).compareTo(exact(literal))))
                        .mapToObj(i -> (long) i)
                        .toList());
    }

    private static List<Long> select(Filter filter) {
        try (BigIntVector keys = new BigIntVector("keys", cluster.allocator())) {
            IntStream.range(-2, NUMBERS.size()).forEach(i -> keys.setSafe(i + 2, i));
            keys.setValueCount(NUMBERS.size() + 2);
            try (VectorSchemaRoot found = cluster.aero()
                    .batchRead(NAMESPACE, set)
                    .schema(ID)
                    .where(filter.acrossNumbers())
                    .onlyFound()
                    .root(keys)) {
                BigIntVector id = (BigIntVector) found.getVector(0);
                return IntStream.range(0, id.getValueCount()).mapToObj(id::get).toList();
            }
        }
    }

    private static Value value(Number number) {
        return number instanceof Long integer ? Value.of(integer) : Value.of(number.doubleValue());
    }

    private static BigDecimal exact(Number number) {
        return number instanceof Long integer ? BigDecimal.valueOf(integer) : new BigDecimal(number.doubleValue());
    }

    private static boolean isTrue(ComparisonOperator operator, int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
        };
    }
}
