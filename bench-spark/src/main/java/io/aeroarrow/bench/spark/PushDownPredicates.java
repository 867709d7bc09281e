package io.aeroarrow.bench.spark;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The conditions that the push-down comparison measures, on the set of {@link #COLUMNS}. */
final class PushDownPredicates {

    /** The columns of a record, as SQL over its {@code id}. One record in ten has {@code sparse}. */
    static final List<String> COLUMNS = List.of(
            "id",
            "id % 1000 AS thousand",
            "(id * 7919) % 3000017 AS scattered",
            "concat('name', (id * 31) % 100003) AS name",
            "id / 7.0D AS score",
            "if(id % 10 = 0, id, null) AS sparse",
            "array(id % 50, id % 7, 3L) AS numbers",
            "map('k', id % 100, 'other', 1L) AS map",
            "named_struct('a', id % 1000, 'city', concat('c', id % 40)) AS place");

    /**
     * A condition.
     *
     * @param name what the table says; the condition itself can be long
     */
    record Predicate(String name, String sql) {

        static Predicate of(String sql) {
            return new Predicate(sql, sql);
        }
    }

    private PushDownPredicates() {}

    static List<Predicate> all() {
        return List.of(
                Predicate.of("thousand = 7"),
                Predicate.of("thousand < 10"),
                Predicate.of("thousand < 500"),
                Predicate.of("thousand >= 0"),
                Predicate.of("thousand = 7 OR thousand = 8"),
                Predicate.of("NOT thousand < 990"),
                Predicate.of("thousand < 10 AND score > 50000.0D"),
                Predicate.of("score BETWEEN 1000.0D AND 1100.0D"),
                Predicate.of("name = 'name500'"),
                Predicate.of("name LIKE 'name77%'"),
                Predicate.of("name LIKE 'name%'"),
                Predicate.of("sparse IS NOT NULL"),
                Predicate.of("sparse IS NULL"),
                Predicate.of("sparse > 500000"),
                Predicate.of("place.a = 5"),
                Predicate.of("place.city = 'c7'"),
                Predicate.of("map['k'] = 42"),
                Predicate.of("size(numbers) > 3"),
                Predicate.of("array_contains(numbers, 49)"),
                in("thousand", "60 integers, close together", 60, i -> Long.toString(i)),
                in("scattered", "60 integers, far apart", 60, i -> Long.toString(i * 50_021 % 3_000_017)),
                in("scattered", "660 integers, far apart", 660, i -> Long.toString(i * 4_545 % 3_000_017)),
                in("scattered", "10,000 integers, far apart", 10_000, i -> Long.toString(i * 300 % 3_000_017)),
                in("thousand", "660 integers, close together", 660, i -> Long.toString(i)),
                in("name", "1,000 texts", 1_000, i -> "'name" + i * 100 + "'"));
    }

    private static Predicate in(String column, String values, int count, LongFunction<String> value) {
        String list = LongStream.range(0, count).mapToObj(value).collect(Collectors.joining(", "));
        return new Predicate(column + " IN (" + values + ")", column + " IN (" + list + ")");
    }
}
