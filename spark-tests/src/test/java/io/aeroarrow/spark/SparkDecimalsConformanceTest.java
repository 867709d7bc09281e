package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decimals with a fraction: the option {@code decimals} in reads, in writes and in tables of the catalog. */
class SparkDecimalsConformanceTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onTestServer();

    private static final String COLUMNS =
            "id BIGINT, price DECIMAL(10,2), all ARRAY<DECIMAL(10,2)>, part STRUCT<p: DECIMAL(5,1)>";

    private static Dataset<Row> prices() {
        return CLUSTER.spark()
                .sql("SELECT id, CAST(id + 0.25 AS DECIMAL(10,2)) price, array(CAST(id AS DECIMAL(10,2))) all,"
                        + " named_struct('p', CAST(id / 2 AS DECIMAL(5,1))) part FROM range(10)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT", "DOUBLE", "SCALED"})
    void readsAndFiltersWhatItWrote(String storage) {
        String set = CLUSTER.newSet();
        CLUSTER.write(prices(), set)
                .option("keyColumn", "id")
                .option("decimals", storage)
                .mode(SaveMode.Append)
                .save();
        assertThat(CLUSTER.bins(set, 3L).get("price"))
                .isEqualTo(
                        Map.of("TEXT", "3.25", "DOUBLE", 3.25, "SCALED", 325L).get(storage));
        Dataset<Row> read = CLUSTER.read(set)
                .schema(COLUMNS)
                .option("decimals", storage.toLowerCase(Locale.ROOT))
                .load();
        assertThat(read.orderBy("id").collectAsList())
                .isEqualTo(prices().orderBy("id").collectAsList());
        assertThat(read.where("price > 7.2 AND price <= 9.25 AND price IS NOT NULL")
                        .selectExpr("CAST(sum(price) AS STRING)")
                        .first()
                        .getString(0))
                .isEqualTo("24.75");
        assertThat(read.where("price = 3.25").select("id").collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(3L);
        assertThat(read.where("part.p = 4.5 OR all[0] = 1").count()).isEqualTo(2);
    }

    @Test
    void tablesOfTheCatalogKeepTheStorage() {
        String set = CLUSTER.newSet();
        String table = "aerospike.test." + set;
        CLUSTER.sql("CREATE TABLE " + table + " (" + COLUMNS + ") OPTIONS (keyColumn 'id', decimals 'SCALED')");
        prices().createOrReplaceTempView("prices");
        CLUSTER.sql("INSERT INTO " + table + " SELECT * FROM prices");
        CLUSTER.sql("UPDATE " + table + " SET price = price * 2 WHERE price > 5");
        CLUSTER.sql("MERGE INTO " + table + " t USING prices p ON t.id = p.id AND p.id = 1"
                + " WHEN MATCHED THEN UPDATE SET part.p = 9.9");
        assertThat(CLUSTER.bins(set, 6L)).containsEntry("price", 1250L).containsEntry("all", List.of(600L));
        assertThat(CLUSTER.bins(set, 1L)).containsEntry("price", 125L).containsEntry("part", Map.of("p", 99L));
        assertThat(CLUSTER.sql("SELECT price FROM " + table + " WHERE id = 6")
                        .get(0)
                        .getDecimal(0))
                .isEqualTo(new BigDecimal("12.50"));
    }

    @Test
    void withoutTheOptionTheErrorNamesIt() {
        String set = CLUSTER.newSet();
        assertThatThrownBy(() -> CLUSTER.write(prices(), set)
                        .option("keyColumn", "id")
                        .mode(SaveMode.Append)
                        .save())
                .hasMessageContainingAll("column 'price'", "DECIMAL(10,2)", "decimals", "TEXT");
        assertThatThrownBy(() -> CLUSTER.read(set).schema(COLUMNS).load().collectAsList())
                .hasMessageContainingAll("column 'price'", "decimals");
        assertThatThrownBy(() -> CLUSTER.read(set)
                        .schema(COLUMNS)
                        .option("decimals", "float")
                        .load())
                .hasMessageContainingAll("option 'decimals' is 'float'", "DOUBLE, SCALED, TEXT");
    }
}
