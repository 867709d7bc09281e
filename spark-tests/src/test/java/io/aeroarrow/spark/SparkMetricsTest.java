package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.spark.internal.runtime.SparkMemory;
import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import scala.Tuple2;
import scala.collection.Iterator;

/** The metrics of a read, which the Spark UI shows. */
class SparkMetricsTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer();

    private static final int RECORDS = 300;

    @BeforeAll
    static void load() {
        CLUSTER.putNumbered("people", RECORDS);
    }

    @Test
    void readsReportTheirMetrics() {
        StructType numbers = new StructType().add("id", DataTypes.LongType).add("name", DataTypes.LongType);
        Map<String, Long> metrics = metrics(CLUSTER.read("people")
                .option("onMismatch", "null")
                .option("batchRows", 50)
                .option("partitions", 2)
                .schema(numbers)
                .load());
        assertThat(metrics)
                .containsEntry("aerospikeRecords", (long) RECORDS)
                .containsEntry("aerospikeMismatches", (long) RECORDS)
                .containsEntry("aerospikeRetries", 0L)
                .containsKeys("aerospikeDecodeTime", "aerospikeWaitTime");
        assertThat(metrics.get("aerospikeBatches")).isBetween(6L, 8L);
        assertThat(metrics.get("aerospikeBytes")).isGreaterThan(RECORDS * 30L);
        assertThat(metrics.get("aerospikeConnections")).isPositive();
        assertThat(metrics.get("aerospikeVectorMemory")).isPositive();
        assertThat(metrics.get("aerospikeBufferMemory")).isPositive();
    }

    @Test
    void aTaskWhoseVectorsDoNotFitNamesTheSetting() {
        BufferAllocator vectors = SparkMemory.allocator();
        long limit = vectors.getLimit();
        Dataset<Row> people = CLUSTER.read("people").load();
        vectors.setLimit(vectors.getAllocatedMemory() + 10_000);
        try {
            assertThatThrownBy(people::collectAsList)
                    .hasStackTraceContaining("MemoryLimitException")
                    .hasStackTraceContaining("people' do not fit")
                    .hasStackTraceContaining("spark.aeroarrow.vectorMemory");
        } finally {
            vectors.setLimit(limit);
        }
        assertThat(people.collectAsList()).hasSize(RECORDS);
    }

    private static Map<String, Long> metrics(Dataset<Row> rows) {
        SparkPlan plan = rows.queryExecution().executedPlan();
        assertThat(rows.collectAsList()).hasSize(RECORDS);
        Map<String, Long> values = new HashMap<>();
        Iterator<Tuple2<String, SQLMetric>> metrics =
                plan.collectLeaves().head().metrics().iterator();
        while (metrics.hasNext()) {
            Tuple2<String, SQLMetric> metric = metrics.next();
            values.put(metric._1(), metric._2().value());
        }
        return values;
    }
}
