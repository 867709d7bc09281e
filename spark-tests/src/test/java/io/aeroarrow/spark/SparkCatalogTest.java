package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.aerospike.client.Bin;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.index.SupportsIndex;
import org.apache.spark.sql.connector.catalog.index.TableIndex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cluster as a catalog: SQL lists, describes, reads, creates and drops its sets. */
class SparkCatalogTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer()
            .setting("spark.sql.catalog.dropping", AerospikeCatalog.class.getName())
            .setting("spark.sql.catalog.dropping.namespace", "test")
            .setting("spark.sql.catalog.dropping.dropTruncates", "true");

    private static final int RECORDS = 50;

    @BeforeAll
    static void load() {
        CLUSTER.spark().conf().set("spark.sql.catalog.dropping.host", CLUSTER.host() + ":" + CLUSTER.port());
        CLUSTER.putNumbered("users", RECORDS);
        CLUSTER.putNumbered("", 7);
    }

    @Test
    void listsNamespacesAndSets() {
        assertThat(strings("SHOW NAMESPACES IN aerospike")).contains("test");
        assertThat(CLUSTER.spark().sql("SHOW TABLES IN aerospike.test").collectAsList())
                .extracting(row -> row.getString(1))
                .contains("users")
                .doesNotContain("");
        assertThatThrownBy(() ->
                        CLUSTER.spark().sql("SHOW TABLES IN aerospike.nowhere").collectAsList())
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void readsSetsByName() {
        assertThat(CLUSTER.spark()
                        .sql("SELECT count(*), sum(id) FROM aerospike.test.users")
                        .first())
                .isEqualTo(RowFactory.create((long) RECORDS, RECORDS * (RECORDS - 1L) / 2));
        assertThat(CLUSTER.spark()
                        .sql("SELECT __key FROM aerospike.test.users WHERE id = 3")
                        .first()
                        .getLong(0))
                .isEqualTo(3);
        assertThat(CLUSTER.spark()
                        .read()
                        .option("batchRows", 3)
                        .table("aerospike.test.users")
                        .count())
                .isEqualTo(RECORDS);
        assertThatThrownBy(() -> CLUSTER.spark()
                        .read()
                        .option("batchRows", "x")
                        .table("aerospike.test.users")
                        .count())
                .hasMessageContaining("option 'batchRows' is 'x'");
        CLUSTER.spark().sql("USE dropping");
        assertThat(CLUSTER.spark().sql("SELECT * FROM users").count()).isEqualTo(RECORDS);
        CLUSTER.spark().sql("USE spark_catalog");
        assertThatThrownBy(() -> CLUSTER.spark().sql("SELECT * FROM aerospike.test.nothing"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void describesTables() {
        List<String> plain = strings("DESCRIBE aerospike.test.users");
        assertThat(plain.subList(0, 2)).containsExactly("id", "name");
        assertThat(CLUSTER.spark()
                        .sql("DESCRIBE EXTENDED aerospike.test.users")
                        .collectAsList()
                        .toString())
                .contains("aerospike", "__key", "bigint");
    }

    @Test
    void namesRecordsWithoutASetAndWholeNamespaces() {
        long all = CLUSTER.spark().sql("SELECT * FROM aerospike.test.__all").count();
        assertThat(all).isGreaterThanOrEqualTo(RECORDS + 7L);
        assertThat(CLUSTER.spark()
                        .sql("SELECT id FROM aerospike.test.__default ORDER BY id")
                        .collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(CLUSTER.spark()
                        .sql("SELECT count(*), count(__set) FROM aerospike.test.__default")
                        .first()
                        .getLong(0))
                .isEqualTo(7);
        assertThatThrownBy(() -> CLUSTER.spark().sql("TRUNCATE TABLE aerospike.test.__default"))
                .hasMessageContaining("'test.__default' is no set");
    }

    @Test
    void aTruncatedTableKeepsItsColumnsForTheSession() {
        CLUSTER.putNumbered("fleeting", 5);
        assertThat(CLUSTER.spark().sql("SELECT * FROM aerospike.test.fleeting").count())
                .isEqualTo(5);
        CLUSTER.spark().sql("TRUNCATE TABLE aerospike.test.fleeting");
        assertThat(CLUSTER.spark()
                        .sql("SELECT id, name FROM aerospike.test.fleeting")
                        .collectAsList())
                .isEmpty();
    }

    @Test
    void dropsTablesOnlyWithDropTruncates() {
        CLUSTER.putNumbered("dropped", 5);
        assertThatThrownBy(() -> CLUSTER.spark().sql("DROP TABLE aerospike.test.dropped"))
                .hasMessageContaining("spark.sql.catalog.aerospike.dropTruncates=true");
        assertThat(CLUSTER.spark().sql("SELECT * FROM aerospike.test.dropped").count())
                .isEqualTo(5);
        CLUSTER.spark().sql("DROP TABLE dropping.test.dropped");
        assertThat(CLUSTER.spark().catalog().tableExists("aerospike.test.dropped"))
                .isFalse();
        assertThatThrownBy(() -> CLUSTER.spark().sql("DROP TABLE dropping.test.dropped"))
                .isInstanceOf(AnalysisException.class);
        CLUSTER.spark().sql("DROP TABLE IF EXISTS dropping.test.dropped");
    }

    @Test
    void aCreatedTableHasItsColumnsForTheSession() {
        CLUSTER.spark()
                .sql("CREATE TABLE aerospike.test.declared (id INT, at TIMESTAMP) USING aerospike OPTIONS"
                        + " (batchRows = '5')");
        assertThat(CLUSTER.spark().table("aerospike.test.declared").columns()).containsExactly("id", "at");
        assertThat(strings("SHOW TABLES IN aerospike.test", 1)).contains("declared");
        CLUSTER.putNumbered("declared", 3);
        assertThat(CLUSTER.spark()
                        .sql("SELECT sum(id) FROM aerospike.test.declared")
                        .first()
                        .getLong(0))
                .isEqualTo(3);
        assertThatThrownBy(() -> CLUSTER.spark().sql("CREATE TABLE aerospike.test.declared (id INT)"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("already exists");
        CLUSTER.spark().sql("CREATE TABLE IF NOT EXISTS aerospike.test.declared (id INT)");
        assertThatThrownBy(() -> CLUSTER.spark().sql("CREATE TABLE aerospike.test.odd (i DECIMAL(9,2)) "))
                .hasMessageContaining("column 'i'");
        assertThatThrownBy(() ->
                        CLUSTER.spark().sql("CREATE TABLE aerospike.test.parts (i INT, j INT) PARTITIONED BY (i)"))
                .hasMessageContaining("by digest");
        assertThatThrownBy(() -> CLUSTER.spark().sql("ALTER TABLE aerospike.test.declared ADD COLUMN j INT"))
                .hasMessageContaining("has no stored schema");
        assertThatThrownBy(() -> CLUSTER.spark().sql("CREATE NAMESPACE aerospike.more"))
                .hasMessageContaining("configuration of the servers");
    }

    @Test
    void createsListsAndDropsIndexes() throws Exception {
        CLUSTER.putNumbered("indexed", 5);
        CLUSTER.spark().sql("CREATE INDEX by_name ON TABLE aerospike.test.indexed (name)");
        CLUSTER.spark().sql("CREATE INDEX IF NOT EXISTS by_name ON TABLE aerospike.test.indexed (name)");
        CLUSTER.spark().sql("CREATE INDEX by_id ON TABLE aerospike.test.indexed USING numeric (id)");
        assertThat(indexes("indexed"))
                .extracting(TableIndex::indexName, TableIndex::indexType, index -> index.columns()[0].describe())
                .containsExactlyInAnyOrder(tuple("by_name", "STRING", "name"), tuple("by_id", "NUMERIC", "id"));
        assertThatThrownBy(() -> CLUSTER.spark().sql("CREATE INDEX by_name ON TABLE aerospike.test.indexed (name)"))
                .hasMessageContaining("by_name");
        assertThatThrownBy(() -> CLUSTER.spark().sql("CREATE INDEX two ON TABLE aerospike.test.indexed (id, name)"))
                .hasStackTraceContaining("a secondary index is on one bin");
        assertThatThrownBy(
                        () -> CLUSTER.spark().sql("CREATE INDEX odd ON TABLE aerospike.test.indexed USING btree (id)"))
                .hasStackTraceContaining("type 'btree'");
        CLUSTER.spark().sql("DROP INDEX by_name ON TABLE aerospike.test.indexed");
        assertThat(indexes("indexed")).extracting(TableIndex::indexName).containsExactly("by_id");
        CLUSTER.spark().sql("DROP INDEX IF EXISTS by_name ON TABLE aerospike.test.indexed");
    }

    @Test
    void queriesUseAnIndexUntilItIsDropped() {
        CLUSTER.putNumbered("served", 5);
        String query = "SELECT name FROM aerospike.test.served WHERE id = 3";
        String plan = "EXPLAIN FORMATTED " + query;
        assertThat(CLUSTER.spark().sql(plan).first().getString(0)).doesNotContain("index: served_id");
        CLUSTER.spark().sql("CREATE INDEX served_id ON TABLE aerospike.test.served USING numeric (id)");
        assertThat(CLUSTER.spark().sql(plan).first().getString(0)).contains("index: served_id");
        assertThat(CLUSTER.spark().sql(query).collectAsList()).hasSize(1);
        CLUSTER.spark().sql("DROP INDEX served_id ON TABLE aerospike.test.served");
        assertThat(CLUSTER.spark().sql(plan).first().getString(0)).doesNotContain("index: served_id");
        assertThat(CLUSTER.spark().sql(query).collectAsList()).hasSize(1);
    }

    @Test
    void createsIndexesOnFieldsOfStructsAndOnExpressions() throws Exception {
        CLUSTER.spark()
                .sql("CREATE TABLE aerospike.test.located (id BIGINT, a STRUCT<city: STRING, at: STRUCT<floor: INT>>)");
        for (int i = 0; i < 6; i++) {
            CLUSTER.putWithoutKey(
                    "located",
                    i,
                    new Bin("id", i),
                    new Bin("a", Map.of("city", "c" + i % 2, "at", Map.of("floor", i))));
        }
        CLUSTER.spark().sql("CREATE INDEX by_city ON TABLE aerospike.test.located (a.city)");
        CLUSTER.spark().sql("CREATE INDEX by_floor ON TABLE aerospike.test.located (a.at.floor)");
        CLUSTER.spark()
                .sql("CREATE INDEX by_exp ON TABLE aerospike.test.located USING numeric (id) OPTIONS (expression ="
                        + " 'k1ECoWE=')");
        assertThat(indexes("located"))
                .extracting(
                        TableIndex::indexName,
                        TableIndex::indexType,
                        index -> index.columns().length == 0 ? "" : index.columns()[0].describe(),
                        index -> index.properties().getProperty("expression"))
                .containsExactlyInAnyOrder(
                        tuple("by_city", "STRING", "a.city", null),
                        tuple("by_floor", "NUMERIC", "a.at.floor", null),
                        tuple("by_exp", "NUMERIC", "", "k1ECoWE="));
        String query = "SELECT id FROM aerospike.test.located WHERE a.at.floor BETWEEN 2 AND 3 AND a.city = 'c1'";
        assertThat(CLUSTER.spark().sql("EXPLAIN FORMATTED " + query).first().getString(0))
                .contains("index: by_floor 2..3 (about 2 entries; by_city about 3)");
        assertThat(CLUSTER.spark().sql(query).collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(3L);
        for (String name : List.of("by_city", "by_floor", "by_exp")) {
            CLUSTER.spark().sql("DROP INDEX " + name + " ON TABLE aerospike.test.located");
        }
    }

    private static List<TableIndex> indexes(String set) throws Exception {
        CatalogPlugin catalog = CLUSTER.spark().sessionState().catalogManager().catalog("aerospike");
        Table table = ((TableCatalog) catalog).loadTable(Identifier.of(new String[] {"test"}, set));
        return List.of(((SupportsIndex) table).listIndexes());
    }

    private static List<String> strings(String sql) {
        return strings(sql, 0);
    }

    private static List<String> strings(String sql, int column) {
        return CLUSTER.spark().sql(sql).collectAsList().stream()
                .map((Row row) -> row.getString(column))
                .toList();
    }
}
