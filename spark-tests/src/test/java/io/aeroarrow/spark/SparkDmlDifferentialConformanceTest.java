package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares random statements on a set with equivalent queries over rows in Spark, after each statement. */
class SparkDmlDifferentialConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer().interpreted();

    private static final int STATEMENTS = 12;
    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.LongType)
            .add("n", DataTypes.LongType)
            .add("s", DataTypes.StringType);
    private static final List<String> CONDITIONS = List.of(
            "n > 40",
            "n IS NULL",
            "s IS NOT NULL AND n < 60",
            "NOT (n > 20)",
            "id % 3 = 1",
            "n IN (10, 20, 30, NULL)",
            "n NOT IN (10, 20, 30)",
            "s <=> NULL OR id < 5",
            "s LIKE 's1%' OR n = 50",
            "length(s) > 2",
            "id BETWEEN 3 AND 12",
            "coalesce(n, 7) = 7");
    private static final List<String> NUMBERS = List.of("n + 1", "NULL", "coalesce(n, 0) * 2", "id", "n");
    private static final List<String> TEXTS = List.of("concat(s, 'x')", "NULL", "'s' || id", "s", "''");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void statementsChangeASetAsTheirQueriesChangeRows(long seed) {
        Random random = new Random(seed);
        String table = "aerospike.test." + CLUSTER.newSet();
        sql("CREATE TABLE " + table + " (id BIGINT, n BIGINT, s STRING) OPTIONS (keyColumn 'id')");
        List<Row> model = List.of();
        view("model", model);
        List<String> done = new ArrayList<>();
        for (int i = 0; i < STATEMENTS; i++) {
            view("news", news(random));
            // The empty set has no rows to change yet.
            Statement statement = i == 0 ? insert() : statement(random);
            done.add(statement.sql);
            sql(statement.sql.replace("{t}", table));
            model = sql(statement.model);
            assertThat(sql("SELECT * FROM " + table + " ORDER BY id"))
                    .as("seed %d: %s", seed, done)
                    .isEqualTo(model.stream()
                            .sorted((a, b) -> Long.compare(a.getLong(0), b.getLong(0)))
                            .toList());
            view("model", model);
        }
    }

    /** @param model a query over the rows before the statement that returns the rows after it */
    private record Statement(String sql, String model) {}

    private static Statement statement(Random random) {
        String condition = any(random, CONDITIONS);
        return switch (random.nextInt(5)) {
            case 0 -> insert();
            case 1 ->
                new Statement(
                        "DELETE FROM {t} WHERE " + condition,
                        "SELECT * FROM model WHERE NOT coalesce(" + condition + ", false)");
            case 2 -> update(condition, any(random, NUMBERS), any(random, TEXTS));
            case 3 -> merge(any(random, TEXTS));
            default -> update("true", any(random, NUMBERS), "s");
        };
    }

    /** A null deletes the bin of an existing record, which is the default of the option {@code nulls}. */
    private static Statement insert() {
        return new Statement(
                "INSERT INTO {t} SELECT id, n, s FROM news",
                "SELECT coalesce(a.id, b.id) id, CASE WHEN b.id IS NULL THEN a.n ELSE b.n END n,"
                        + " CASE WHEN b.id IS NULL THEN a.s ELSE b.s END s"
                        + " FROM model a FULL OUTER JOIN news b ON a.id = b.id");
    }

    private static Statement update(String condition, String n, String s) {
        String set = "CASE WHEN " + condition + " THEN %s ELSE %s END %s";
        return new Statement(
                "UPDATE {t} SET n = " + n + ", s = " + s + " WHERE " + condition,
                "SELECT id, " + set.formatted(n, "n", "n") + ", " + set.formatted(s, "s", "s") + " FROM model");
    }

    private static Statement merge(String s) {
        String text = s.replaceAll("\\b(s|id)\\b(?!')", "t.$1");
        return new Statement(
                "MERGE INTO {t} t USING news ON t.id = news.id"
                        + " WHEN MATCHED AND news.gone THEN DELETE"
                        + " WHEN MATCHED THEN UPDATE SET n = news.n, s = " + text
                        + " WHEN NOT MATCHED AND news.id % 2 = 0 THEN INSERT (id, n, s) VALUES (news.id, news.n,"
                        + " news.s)",
                "SELECT t.id, CASE WHEN b.id IS NULL THEN t.n ELSE b.n END n, CASE WHEN b.id IS NULL THEN t.s ELSE "
                        + text
                        + " END s FROM model t LEFT JOIN news b ON t.id = b.id WHERE b.id IS NULL OR NOT b.gone"
                        + " UNION ALL SELECT b.id, b.n, b.s FROM news b LEFT ANTI JOIN model t ON t.id = b.id"
                        + " WHERE b.id % 2 = 0");
    }

    private static String any(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Returns up to ten rows with distinct ids. */
    private static List<Row> news(Random random) {
        return random.longs(10, 0, 25)
                .distinct()
                .mapToObj(id -> RowFactory.create(
                        id,
                        random.nextInt(4) == 0 ? null : 10L * random.nextInt(10),
                        random.nextInt(4) == 0 ? null : "s" + random.nextInt(30),
                        random.nextBoolean()))
                .toList();
    }

    private static void view(String name, List<Row> rows) {
        StructType schema = name.equals("news") ? SCHEMA.add("gone", DataTypes.BooleanType) : SCHEMA;
        CLUSTER.spark().createDataFrame(rows, schema).createOrReplaceTempView(name);
    }

    private static List<Row> sql(String statement) {
        return CLUSTER.spark().sql(statement).collectAsList();
    }
}
