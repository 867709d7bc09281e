package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.Bin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.ColumnStat;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.jdk.javaapi.CollectionConverters;

/** The cost-based optimizer gets statistics of columns from a sample, and orders joins by them. */
class SparkColumnStatisticsTest {

    private static final int ORDERS = 600;
    private static final int VISITS = 400;

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer();

    @BeforeAll
    static void load() {
        for (int i = 0; i < ORDERS; i++) {
            CLUSTER.put("orders", i, new Bin("id", i), new Bin("shop", i % 5), new Bin("item", i), note(i));
        }
        for (int i = 0; i < VISITS; i++) {
            CLUSTER.put("visits", i, new Bin("shop", i % 5), new Bin("text", "v"));
        }
        for (int i = 0; i < 10; i++) {
            CLUSTER.put("items", i, new Bin("item", i * 7), new Bin("label", "item " + i));
        }
        for (String set : List.of("orders", "visits", "items")) {
            CLUSTER.read(set).load().createOrReplaceTempView(set);
        }
    }

    /** Half of the orders have a note. */
    private static Bin note(int i) {
        return i % 2 == 0 ? new Bin("note", "1234567890") : Bin.asNull("note");
    }

    private static LogicalPlan optimized(boolean costBased, String query) {
        SparkSession spark = CLUSTER.spark();
        spark.conf().set("spark.sql.cbo.enabled", costBased);
        spark.conf().set("spark.sql.cbo.joinReorder.enabled", costBased);
        try {
            Dataset<Row> rows = spark.sql(query);
            LogicalPlan plan = rows.queryExecution().optimizedPlan();
            // Lazy: the statistics must be those of this setting.
            assertThat(plan.stats()).isNotNull();
            return plan;
        } finally {
            spark.conf().unset("spark.sql.cbo.enabled");
            spark.conf().unset("spark.sql.cbo.joinReorder.enabled");
        }
    }

    @Test
    void columnsHaveCountsRangesAndSizes() {
        Map<String, ColumnStat> columns = new HashMap<>();
        optimized(true, "SELECT id, shop, note FROM orders")
                .stats()
                .attributeStats()
                .foreach(entry -> columns.put(entry._1().name(), entry._2()));
        assertThat(columns).containsOnlyKeys("id", "shop", "note");
        ColumnStat id = columns.get("id");
        assertThat(id.distinctCount().get().longValue()).isEqualTo(ORDERS);
        assertThat(id.min().get()).isEqualTo(0L);
        assertThat(id.max().get()).isEqualTo(ORDERS - 1L);
        assertThat(id.nullCount().get().longValue()).isZero();
        ColumnStat shop = columns.get("shop");
        assertThat(shop.distinctCount().get().longValue()).isEqualTo(5);
        assertThat(shop.max().get()).isEqualTo(4L);
        ColumnStat note = columns.get("note");
        assertThat(note.nullCount().get().longValue()).isEqualTo(ORDERS / 2);
        assertThat(note.distinctCount().get().longValue()).isEqualTo(1);
        assertThat(note.avgLen().get()).isEqualTo(10L);
        assertThat(note.min().isEmpty()).isTrue();
    }

    @Test
    void readsNoSampleWithoutTheCostBasedOptimizer() {
        LogicalPlan plan = optimized(false, "SELECT id, shop FROM orders");
        assertThat(plan.stats().attributeStats().isEmpty()).isTrue();
        assertThat(plan.stats().rowCount().get().longValue()).isEqualTo(ORDERS);
    }

    /** Joined as written, orders and visits make 48,000 rows; joined with items first, 10. */
    @Test
    void joinsTheSelectiveSetFirst() {
        String query = "SELECT o.id FROM orders o JOIN visits v ON o.shop = v.shop JOIN items i ON o.item = i.item";
        assertThat(setsOfTheDeepestJoin(optimized(false, query))).containsExactlyInAnyOrder("orders", "visits");
        assertThat(setsOfTheDeepestJoin(optimized(true, query))).containsExactlyInAnyOrder("orders", "items");
    }

    private static List<String> setsOfTheDeepestJoin(LogicalPlan plan) {
        for (LogicalPlan child : CollectionConverters.asJava(plan.children())) {
            List<String> deeper = setsOfTheDeepestJoin(child);
            if (deeper.size() == 2) {
                return deeper;
            }
        }
        if (!plan.nodeName().equals("Join")) {
            return List.of();
        }
        return CollectionConverters.asJava(plan.collectLeaves()).stream()
                .map(leaf -> leaf.toString().replaceAll("(?s).*test\\.(orders|visits|items).*", "$1"))
                .toList();
    }
}
