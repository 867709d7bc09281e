package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Compares conditions that are pushed down with the same conditions on a subquery, which the engine alone tests. The bins
 * hold what is hard: NaN, infinity, integers among floats, absent bins, texts that look like JSON, lists among texts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PushedConditionsTest {

    private static final int RECORDS = 1_500;
    private static final List<String> COLUMNS = List.of("i", "f", "t", "b", "m");
    private static final long[] INTEGERS = {0, 1, -1, 2, 7, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final double[] FLOATS = {
        0, -0.0, 0.5, 1, 2.5, -7, 0.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    private static final List<String> TEXTS =
            List.of("", "a", "ab", "b", "[1]", "[1,2]", "{}", "1", "ä", " x", "a%b", "A");

    private FlightFixture flight;
    private FlightSqlClient client;

    @BeforeAll
    void start() throws Exception {
        flight = new FlightFixture(config -> config);
        client = new FlightSqlClient(flight.client);
        Random random = new Random(17);
        for (int id = 0; id < RECORDS; id++) {
            flight.aerospike.load("test", "hard").put(id, bins(id, random));
        }
    }

    private static Map<String, Object> bins(long id, Random random) {
        Map<String, Object> bins = new HashMap<>();
        bins.put("id", id);
        for (String column : COLUMNS) {
            if (random.nextInt(5) > 0) {
                bins.put(column, value(column, random));
            }
        }
        return bins;
    }

    private static Object value(String column, Random random) {
        return switch (column) {
            case "i" -> INTEGERS[random.nextInt(INTEGERS.length)];
            case "f" ->
                random.nextInt(3) == 0
                        ? (Object) (long) (random.nextInt(7) - 3)
                        : (Object) FLOATS[random.nextInt(FLOATS.length)];
            case "t" -> TEXTS.get(random.nextInt(TEXTS.size()));
            case "b" -> random.nextBoolean();
            // Values of several types are a column of text.
            default -> random.nextBoolean() ? (Object) 1L : random.nextBoolean() ? "1" : List.of(1L);
        };
    }

    @AfterAll
    void stop() throws Exception {
        flight.close();
    }

    private static String condition(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            String join = random.nextBoolean() ? " AND " : " OR ";
            return "(" + condition(random, depth - 1) + join + condition(random, depth - 1) + ")";
        }
        String column = COLUMNS.get(random.nextInt(COLUMNS.size()));
        return switch (random.nextInt(8)) {
            case 0 -> column + " IS NULL";
            case 1 -> column + " IS NOT NULL";
            case 2 ->
                column + (random.nextBoolean() ? " IN (" : " NOT IN (") + literal(column, random) + ", "
                        + literal(column, random) + ")";
            case 3 -> column + " BETWEEN " + literal(column, random) + " AND " + literal(column, random);
            case 4 -> literal(column, random) + " " + operator(random) + " " + column;
            case 5 -> random.nextBoolean() ? "b" : "NOT b";
            case 6 -> "t LIKE '" + TEXTS.get(1 + random.nextInt(TEXTS.size() - 1)) + "%'";
            default -> column + " " + operator(random) + " " + literal(column, random);
        };
    }

    private static String operator(Random random) {
        return List.of("=", "<>", "<", "<=", ">", ">=").get(random.nextInt(6));
    }

    private static String literal(String column, Random random) {
        return switch (column) {
            case "i" -> String.valueOf(Math.max(INTEGERS[random.nextInt(INTEGERS.length)], -Long.MAX_VALUE));
            case "f" ->
                List.of("0", "1", "-2", "0.5", "2.5", "1e0", "0.1", "-7.0", "'NaN'::DOUBLE", "9007199254740993")
                        .get(random.nextInt(10));
            case "b" -> String.valueOf(random.nextBoolean());
            default -> "'" + TEXTS.get(random.nextInt(TEXTS.size())) + "'";
        };
    }

    @Test
    void pushingDownNeverChangesRows() throws Exception {
        long seed = Long.getLong("aeroarrow.flight.seed", System.nanoTime());
        Random random = new Random(seed);
        int pushed = 0;
        for (int i = 0; i < 25; i++) {
            String condition = condition(random, 2);
            String direct = "SELECT id FROM test.hard WHERE " + condition;
            String engine = "SELECT id FROM (SELECT * FROM test.hard OFFSET 0) WHERE " + condition;
            assertThat(SqlRows.of(client, direct))
                    .as("seed %d: %s", seed, direct)
                    .containsExactlyInAnyOrderElementsOf(SqlRows.of(client, engine));
            String plan = SqlRows.of(client, "EXPLAIN " + direct).get(0);
            pushed += plan.contains("servers test []") ? 0 : 1;
        }
        assertThat(pushed)
                .as("conditions of which something is pushed down, seed %d", seed)
                .isGreaterThan(5);
    }
}
