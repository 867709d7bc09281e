package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests against long lists, which are encoded as searches, select the same records as comparisons with each value. */
@ExtendWith(AerospikeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongListConformanceTest {

    private static final String SET = "core-long-lists";
    private static final int RECORDS = 3_000;
    /** An exact test of more values takes the embedded server long. */
    private static final int MOST_EXACT = 10_000;

    private AeroArrowClient client;

    /** The value of bin "v"; null for a missing bin. */
    private static Value value(int number) {
        Random random = new Random(number);
        return switch (number % 10) {
            case 0 -> Value.of((double) random.nextInt(2_000));
            case 1 -> Value.of("t" + random.nextInt(2_000));
            case 2 -> Value.of(new byte[] {(byte) random.nextInt(), (byte) random.nextInt(3)});
            case 3 -> Value.of(random.nextLong());
            case 4 ->
                Value.of(
                        random.nextBoolean() ? Long.MIN_VALUE + random.nextInt(5) : Long.MAX_VALUE - random.nextInt(5));
            case 5 -> Value.of(List.of(Value.of(random.nextInt(2_000))));
            default -> Value.of(random.nextInt(2_000) - 1_000);
        };
    }

    @BeforeAll
    void load(AerospikeServer server) {
        client = AeroArrowClient.connect(ClientConfig.of(server.host(), server.port()));
        client.truncate("test", SET, Optional.empty());
        List<BatchEntry> entries = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            List<Bin> bins = new ArrayList<>(List.of(new Bin("id", Value.of(i))));
            if (i % 7 != 0) {
                bins.add(new Bin("v", value(i)));
            }
            entries.add(BatchEntry.put(Key.of("test", SET, i), bins).withPolicy(WritePolicy.DEFAULT));
        }
        client.batch(entries, BatchPolicy.DEFAULT)
                .forEach(result -> assertThat(result.error()).isEmpty());
    }

    @AfterAll
    void close() {
        client.truncate("test", SET, Optional.empty());
        client.close();
    }

    private Set<Integer> select(Filter filter) {
        ScanRequest scan = ScanRequest.of("test", SET)
                .withBins(BinSelection.of(List.of("id")))
                .withFilter(filter);
        try (Stream<Record> records = client.scan(scan).stream()) {
            Set<Integer> found = new TreeSet<>();
            records.forEach(record ->
                    found.add((int) ((Value.IntegerValue) record.bins().get("id")).value()));
            return found;
        }
    }

    private static Set<Integer> expected(Predicate<Value> test) {
        Set<Integer> found = new TreeSet<>();
        for (int i = 0; i < RECORDS; i++) {
            if (i % 7 != 0 && test.test(value(i))) {
                found.add(i);
            }
        }
        return found;
    }

    private void check(List<Value> list) {
        Set<Value> values = new HashSet<>(list);
        Class<?> type = list.get(0).getClass();
        checkFast(list, values);
        if (list.size() > MOST_EXACT) {
            return;
        }
        Filter in = Filter.bin("v").in(list);
        assertThat(select(in)).isEqualTo(expected(values::contains));
        assertThat(select(Filter.not(in)))
                .isEqualTo(expected(value -> type.isInstance(value) && !values.contains(value)));
        Filter even = Filter.bin("id").atLeast(RECORDS / 2);
        assertThat(select(in.or(even).and(Filter.not(in.and(even))))).isEqualTo(exclusive(values, type));
    }

    private void checkFast(List<Value> list, Set<Value> values) {
        Class<?> type = list.get(0).getClass();
        Filter.MayBeIn fast = new Filter.MayBeIn(Filter.bin("v"), list);
        Set<Integer> candidates = select(fast);
        assertThat(candidates).containsAll(expected(values::contains)).isSubsetOf(expected(type::isInstance));
        if (fast.isExact()) {
            assertThat(candidates).isEqualTo(expected(values::contains));
        }
    }

    /** The records for which exactly one of both conditions is true, and both are known. */
    private static Set<Integer> exclusive(Set<Value> values, Class<?> type) {
        Set<Integer> found = new TreeSet<>();
        for (int i = 0; i < RECORDS; i++) {
            boolean known = i % 7 != 0 && type.isInstance(value(i));
            boolean listed = known && values.contains(value(i));
            boolean even = i >= RECORDS / 2;
            if (known && listed != even) {
                found.add(i);
            }
        }
        return found;
    }

    private static List<Value> random(int count, LongFunction<Value> value) {
        return LongStream.range(0, count)
                .map(i -> new Random(count * 1_000L + i).nextLong())
                .mapToObj(value)
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 60, 660, 10_000})
    void integersThatAreCloseTogether(int count) {
        check(random(count, seed -> Value.of(Math.floorMod(seed, 2_000) - 1_000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 9, 60, 660, 10_000, 40_000})
    void integersThatAreFarApart(int count) {
        List<Value> values = new ArrayList<>(random(count, Value::of));
        for (int i = 0; i < Math.min(count / 4, 200); i++) {
            values.set(i, value(3 + 10 * i));
        }
        values.set(0, Value.of(Long.MIN_VALUE));
        values.set(1, Value.of(Long.MAX_VALUE - 1));
        check(values.stream().distinct().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 9, 60, 1_000})
    void texts(int count) {
        List<Value> values = new ArrayList<>(random(count, seed -> Value.of("t" + Math.floorMod(seed, 2_000))));
        values.set(0, Value.of(""));
        values.set(1, Value.of("t\uD83D\uDE00\uFFFF"));
        check(values);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9, 200})
    void blobs(int count) {
        check(random(count, seed -> Value.of(new byte[] {(byte) seed, (byte) Math.floorMod(seed >> 8, 3)})));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9, 200})
    void floats(int count) {
        List<Value> values = new ArrayList<>(random(count, seed -> Value.of((double) Math.floorMod(seed, 2_000))));
        check(values);
    }

    @Test
    void asWideAsTheBitmap() {
        check(List.of(-1_000L, 0L, 31_767L).stream().map(Value::of).toList());
        check(List.of(-1_000L, 0L, 31_768L).stream().map(Value::of).toList());
        check(LongStream.range(-1_000, -900).mapToObj(Value::of).toList());
    }
}
