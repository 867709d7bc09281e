package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.index.SupportsIndex;
import org.apache.spark.sql.connector.catalog.index.TableIndex;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A cluster as a catalog: what SQL lists, describes, reads, creates and drops. */
class SparkCatalogTest {

    private static final int RECORDS = 50;
    private static final String OPTION = "spark.sql.catalog.aerospike.";

    private static EmbeddedServer server;
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.start(ServerConfig.builder().build());
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("aeroarrow")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.catalog.aerospike", AerospikeCatalog.class.getName())
                .config(OPTION + "host", server.host())
                .config(OPTION + "port", server.port())
                .config("spark.sql.catalog.careless", AerospikeCatalog.class.getName())
                .config("spark.sql.catalog.careless.host", server.host() + ":" + server.port())
                .config("spark.sql.catalog.careless.namespace", "test")
                .config("spark.sql.catalog.careless.dropTruncates", "true")
                .getOrCreate();
        SmallSets.write(server, "users", RECORDS);
        SmallSets.write(server, "", 7);
    }

    @AfterAll
    static void stop() {
        spark.stop();
        server.close();
    }

    @Test
    void namespacesAndSetsAreListed() {
        assertThat(strings("SHOW NAMESPACES IN aerospike")).contains("test");
        assertThat(spark.sql("SHOW TABLES IN aerospike.test").collectAsList())
                .extracting(row -> row.getString(1))
                .contains("users")
                .doesNotContain("");
        assertThatThrownBy(() -> spark.sql("SHOW TABLES IN aerospike.nowhere").collectAsList())
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void setsAreReadByTheirNames() {
        assertThat(spark.sql("SELECT count(*), sum(id) FROM aerospike.test.users")
                        .first())
                .isEqualTo(org.apache.spark.sql.RowFactory.create((long) RECORDS, RECORDS * (RECORDS - 1L) / 2));
        assertThat(spark.sql("SELECT __key FROM aerospike.test.users WHERE id = 3")
                        .first()
                        .getLong(0))
                .isEqualTo(3);
        assertThat(spark.read()
                        .option("batchRows", 3)
                        .table("aerospike.test.users")
                        .count())
                .isEqualTo(RECORDS);
        assertThatThrownBy(() -> spark.read()
                        .option("batchRows", "x")
                        .table("aerospike.test.users")
                        .count())
                .hasMessageContaining("option 'batchRows' is 'x'");
        spark.sql("USE careless");
        assertThat(spark.sql("SELECT * FROM users").count()).isEqualTo(RECORDS);
        spark.sql("USE spark_catalog");
        assertThatThrownBy(() -> spark.sql("SELECT * FROM aerospike.test.nothing"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void tablesAreDescribedWithoutTheirSecrets() {
        List<String> plain = strings("DESCRIBE aerospike.test.users");
        assertThat(plain.subList(0, 2)).containsExactly("id", "name");
        assertThat(spark.sql("DESCRIBE EXTENDED aerospike.test.users")
                        .collectAsList()
                        .toString())
                .contains("aerospike", "__key", "bigint");
    }

    @Test
    void recordsInNoSetAndWholeNamespacesHaveNames() {
        long all = spark.sql("SELECT * FROM aerospike.test.__all").count();
        assertThat(all).isGreaterThanOrEqualTo(RECORDS + 7L);
        assertThat(spark.sql("SELECT id FROM aerospike.test.__default ORDER BY id")
                        .collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(spark.sql("SELECT count(*), count(__set) FROM aerospike.test.__default")
                        .first()
                        .getLong(0))
                .isEqualTo(7);
        assertThatThrownBy(() -> spark.sql("TRUNCATE TABLE aerospike.test.__default"))
                .hasMessageContaining("'test.__default' is no set");
    }

    @Test
    void truncatedTablesKeepTheirColumnsForTheSession() {
        SmallSets.write(server, "fleeting", 5);
        assertThat(spark.sql("SELECT * FROM aerospike.test.fleeting").count()).isEqualTo(5);
        spark.sql("TRUNCATE TABLE aerospike.test.fleeting");
        assertThat(spark.sql("SELECT id, name FROM aerospike.test.fleeting").collectAsList())
                .isEmpty();
    }

    @Test
    void tablesAreDroppedOnlyWhereThatIsAllowed() {
        SmallSets.write(server, "dropped", 5);
        assertThatThrownBy(() -> spark.sql("DROP TABLE aerospike.test.dropped"))
                .hasMessageContaining("spark.sql.catalog.aerospike.dropTruncates=true");
        assertThat(spark.sql("SELECT * FROM aerospike.test.dropped").count()).isEqualTo(5);
        spark.sql("DROP TABLE careless.test.dropped");
        assertThat(spark.catalog().tableExists("aerospike.test.dropped")).isFalse();
        assertThatThrownBy(() -> spark.sql("DROP TABLE careless.test.dropped")).isInstanceOf(AnalysisException.class);
        spark.sql("DROP TABLE IF EXISTS careless.test.dropped");
    }

    @Test
    void createdTablesHaveTheirColumnsForTheSession() {
        spark.sql(
                "CREATE TABLE aerospike.test.declared (id INT, at TIMESTAMP) USING aerospike OPTIONS (batchRows = '5')");
        assertThat(spark.table("aerospike.test.declared").columns()).containsExactly("id", "at");
        assertThat(strings("SHOW TABLES IN aerospike.test", 1)).contains("declared");
        SmallSets.write(server, "declared", 3);
        assertThat(spark.sql("SELECT sum(id) FROM aerospike.test.declared")
                        .first()
                        .getLong(0))
                .isEqualTo(3);
        assertThatThrownBy(() -> spark.sql("CREATE TABLE aerospike.test.declared (id INT)"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("already exists");
        spark.sql("CREATE TABLE IF NOT EXISTS aerospike.test.declared (id INT)");
        assertThatThrownBy(() -> spark.sql("CREATE TABLE aerospike.test.odd (i INTERVAL YEAR) "))
                .hasMessageContaining("column 'i'");
        assertThatThrownBy(() -> spark.sql("CREATE TABLE aerospike.test.parts (i INT, j INT) PARTITIONED BY (i)"))
                .hasMessageContaining("digests");
        assertThatThrownBy(() -> spark.sql("ALTER TABLE aerospike.test.declared ADD COLUMN j INT"))
                .hasMessageContaining("a set has no columns of its own");
        assertThatThrownBy(() -> spark.sql("CREATE NAMESPACE aerospike.more"))
                .hasMessageContaining("configuration of the servers");
    }

    @Test
    void indexesAreCreatedListedAndDropped() throws Exception {
        SmallSets.write(server, "indexed", 5);
        spark.sql("CREATE INDEX by_name ON TABLE aerospike.test.indexed (name)");
        spark.sql("CREATE INDEX IF NOT EXISTS by_name ON TABLE aerospike.test.indexed (name)");
        spark.sql("CREATE INDEX by_id ON TABLE aerospike.test.indexed USING numeric (id)");
        assertThat(indexes("indexed"))
                .extracting(TableIndex::indexName, TableIndex::indexType, index -> index.columns()[0].describe())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("by_name", "STRING", "name"),
                        org.assertj.core.groups.Tuple.tuple("by_id", "NUMERIC", "id"));
        assertThatThrownBy(() -> spark.sql("CREATE INDEX by_name ON TABLE aerospike.test.indexed (name)"))
                .hasMessageContaining("by_name");
        assertThatThrownBy(() -> spark.sql("CREATE INDEX two ON TABLE aerospike.test.indexed (id, name)"))
                .hasStackTraceContaining("a secondary index is on one bin");
        assertThatThrownBy(() -> spark.sql("CREATE INDEX odd ON TABLE aerospike.test.indexed USING btree (id)"))
                .hasStackTraceContaining("type 'btree'");
        spark.sql("DROP INDEX by_name ON TABLE aerospike.test.indexed");
        assertThat(indexes("indexed")).extracting(TableIndex::indexName).containsExactly("by_id");
        spark.sql("DROP INDEX IF EXISTS by_name ON TABLE aerospike.test.indexed");
    }

    @Test
    void queriesUseAnIndexFromItsCreationToItsEnd() {
        SmallSets.write(server, "served", 5);
        String query = "SELECT name FROM aerospike.test.served WHERE id = 3";
        String plan = "EXPLAIN FORMATTED " + query;
        assertThat(spark.sql(plan).first().getString(0)).doesNotContain("index: served_id");
        spark.sql("CREATE INDEX served_id ON TABLE aerospike.test.served USING numeric (id)");
        assertThat(spark.sql(plan).first().getString(0)).contains("index: served_id");
        assertThat(spark.sql(query).collectAsList()).hasSize(1);
        spark.sql("DROP INDEX served_id ON TABLE aerospike.test.served");
        assertThat(spark.sql(plan).first().getString(0)).doesNotContain("index: served_id");
        assertThat(spark.sql(query).collectAsList()).hasSize(1);
    }

    private static List<TableIndex> indexes(String set) throws Exception {
        CatalogPlugin catalog = spark.sessionState().catalogManager().catalog("aerospike");
        Table table = ((TableCatalog) catalog).loadTable(Identifier.of(new String[] {"test"}, set));
        return List.of(((SupportsIndex) table).listIndexes());
    }

    private static List<String> strings(String sql) {
        return strings(sql, 0);
    }

    private static List<String> strings(String sql, int column) {
        return spark.sql(sql).collectAsList().stream()
                .map((Row row) -> row.getString(column))
                .toList();
    }
}
