package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.aerospike.client.Bin;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Columns of intervals and times of day are integers in bins: months, microseconds and nanoseconds. */
class SparkIntervalsConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer().interpreted();

    private static String create(String set, String columns) {
        String table = "aerospike.test." + set;
        CLUSTER.sql("CREATE TABLE " + table + " (id BIGINT, " + columns + ") OPTIONS (keyColumn 'id')");
        return table;
    }

    private static List<Long> ids(Dataset<Row> rows) {
        return rows.select("id").as(Encoders.LONG()).orderBy("id").collectAsList();
    }

    private static String plan(Dataset<Row> rows) {
        return rows.queryExecution().executedPlan().toString();
    }

    @Test
    void intervalsOfMonthsAreWrittenReadAndPushedDown() {
        String set = CLUSTER.newSet();
        String table = create(set, "m INTERVAL YEAR TO MONTH, y INTERVAL YEAR, l ARRAY<INTERVAL MONTH>");
        CLUSTER.sql("INSERT INTO " + table + " VALUES (1, INTERVAL '1-2' YEAR TO MONTH, INTERVAL '3' YEAR,"
                + " array(INTERVAL '5' MONTH)), (2, INTERVAL '-0-1' YEAR TO MONTH, NULL, NULL)");
        assertThat(CLUSTER.bins(set, 1L))
                .containsEntry("m", 14L)
                .containsEntry("y", 36L)
                .containsEntry("l", List.of(5L));
        assertThat(CLUSTER.bins(set, 2L)).containsOnlyKeys("id", "m").containsEntry("m", -1L);
        Dataset<Row> rows = CLUSTER.spark().table(table);
        assertThat(rows.orderBy("id")
                        .selectExpr("cast(m AS STRING)", "cast(y AS STRING)", "cast(l[0] AS STRING)")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly(
                        "[INTERVAL '1-2' YEAR TO MONTH,INTERVAL '3' YEAR,INTERVAL '5' MONTH]",
                        "[INTERVAL '-0-1' YEAR TO MONTH,null,null]");
        Dataset<Row> longer = rows.where("m > INTERVAL '1-1' YEAR TO MONTH");
        assertThat(ids(longer)).containsExactly(1L);
        assertThat(plan(longer)).contains("pushed: [").doesNotContain("tested again");
        CLUSTER.sql("UPDATE " + table + " SET y = y + INTERVAL '1' YEAR WHERE id = 1");
        assertThat(CLUSTER.bins(set, 1L)).containsEntry("y", 48L);
        CLUSTER.put(set, 3, new Bin("id", 3), new Bin("m", 1L << 40));
        assertThatThrownBy(() -> CLUSTER.spark().table(table).select("m").collectAsList())
                .hasStackTraceContaining("column 'm' of type INTERVAL YEAR TO MONTH cannot hold exactly");
    }

    @Test
    void timesOfDayAreWrittenReadAndPushedDown() {
        assumeThat(isPresent("org.apache.spark.sql.types.TimeType"))
                .as("Spark has the type TIME")
                .isTrue();
        CLUSTER.spark().conf().set("spark.sql.timeType.enabled", "true");
        String set = CLUSTER.newSet();
        String table = create(set, "t TIME, s TIME(0), l ARRAY<TIME>");
        CLUSTER.sql(
                "INSERT INTO " + table + " VALUES (1, TIME'12:34:56.123456', TIME'00:00:01', array(TIME'01:00:00')),"
                        + " (2, TIME'00:00:00', NULL, NULL)");
        assertThat(CLUSTER.bins(set, 1L))
                .containsEntry("t", 45_296_123_456_000L)
                .containsEntry("s", 1_000_000_000L)
                .containsEntry("l", List.of(3_600_000_000_000L));
        Dataset<Row> rows = CLUSTER.spark().table(table);
        assertThat(rows.orderBy("id")
                        .selectExpr("cast(t AS STRING)", "cast(s AS STRING)", "cast(l[0] AS STRING)")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly("[12:34:56.123456,00:00:01,01:00:00]", "[00:00:00,null,null]");
        Dataset<Row> late = rows.where("t > TIME'12:00:00'");
        assertThat(ids(late)).containsExactly(1L);
        assertThat(plan(late)).contains("pushed: [").doesNotContain("tested again");
        assertThat(ids(rows.where("t IN (TIME'00:00:00', TIME'01:00:00')"))).containsExactly(2L);
    }

    private static boolean isPresent(String name) {
        try {
            return Class.forName(name) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
