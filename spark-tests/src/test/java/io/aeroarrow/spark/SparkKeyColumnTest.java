package io.aeroarrow.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.Bin;
import io.aeroarrow.embedded.observe.DataRequest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The type of {@code __key}, and conditions on a column that holds the key. */
class SparkKeyColumnTest {

    @RegisterExtension
    static final SparkCluster CLUSTER = SparkCluster.onEmbeddedServer();

    private static String newTable(String columns, String options, int records) {
        String set = CLUSTER.newSet();
        String table = "aerospike.test." + set;
        CLUSTER.sql("CREATE TABLE " + table + " (" + columns + ") OPTIONS (" + options + ")");
        CLUSTER.putNumbered(set, records);
        return table;
    }

    private static DataType keyType(Dataset<Row> table) {
        return table.select("__key").schema().apply("__key").dataType();
    }

    private static String plan(Dataset<Row> rows) {
        return rows.queryExecution().executedPlan().toString();
    }

    private static Dataset<Row> where(String table, String condition) {
        return CLUSTER.spark().table(table).where(condition);
    }

    @Test
    void theKeyHasTheTypeOfTheDeclaredKeyColumn() {
        String table = newTable("id INT, name STRING", "keyColumn 'id'", 3);
        assertThat(keyType(CLUSTER.spark().table(table))).isEqualTo(DataTypes.LongType);
        assertThat(where(table, "__key = 1").select("__key", "name").collectAsList())
                .extracting(Row::toString)
                .containsExactly("[1,n1]");
        String texts = newTable("ID VARCHAR(9), name STRING", "keyColumn 'id'", 0);
        assertThat(keyType(CLUSTER.spark().table(texts))).isEqualTo(DataTypes.StringType);
    }

    @Test
    void theKeyHasTheTypeOfTheStoredKeysIfNoColumnTellsIt() {
        String set = CLUSTER.newSet();
        CLUSTER.putNumbered(set, 3);
        Dataset<Row> numbers = CLUSTER.read(set).schema("name STRING").load();
        assertThat(keyType(numbers)).isEqualTo(DataTypes.LongType);
        assertThat(numbers.where("__key = 1")
                        .select("name")
                        .as(org.apache.spark.sql.Encoders.STRING())
                        .collectAsList())
                .containsExactly("n1");
        String texts = CLUSTER.newSet();
        CLUSTER.put(texts, "k", new Bin("name", "x"));
        assertThat(keyType(CLUSTER.read(texts).schema("name STRING").load())).isEqualTo(DataTypes.StringType);
        assertThat(keyType(CLUSTER.read(CLUSTER.newSet()).schema("name STRING").load()))
                .isEqualTo(DataTypes.StringType);
        String declared = newTable("name STRING", "nulls 'SKIP'", 2);
        assertThat(keyType(CLUSTER.spark().table(declared))).isEqualTo(DataTypes.LongType);
    }

    @Test
    void conditionsOnTheKeyColumnAreLookups() {
        String table = newTable("id INT, name STRING", "keyColumn 'id'", 200);
        CLUSTER.requests().clear();
        Dataset<Row> one = where(table, "id = 7 AND name = 'n7'");
        assertThat(one.count()).isEqualTo(1);
        assertThat(plan(one)).contains("lookup of 1 keys");
        assertThat(where(table, "id IN (3, 5, 1000)").count()).isEqualTo(2);
        assertThat(where(table, "id = 3 AND __key = 3").count()).isEqualTo(1);
        assertThat(where(table, "id = 3 AND __key = 4").count()).isZero();
        assertThat(CLUSTER.requests()).extracting(DataRequest::kind).containsOnly(DataRequest.Kind.BATCH);
        assertThat(where(table, "id > 190").count()).isEqualTo(9);
        assertThat(where(table, "id = 3 OR name = 'n4'").count()).isEqualTo(2);
    }

    @Test
    void aBinThatDiffersFromTheKeyIsTestedAgain() {
        String table = newTable("id INT, name STRING", "keyColumn 'id'", 3);
        CLUSTER.put(table.substring("aerospike.test.".length()), 1, new Bin("id", 2L));
        assertThat(where(table, "id = 1").count()).isZero();
    }

    @Test
    void joinsOnTheKeyColumnLookRecordsUp() {
        String table = newTable("id BIGINT, name STRING", "keyColumn 'id'", 5000);
        CLUSTER.spark().range(20).selectExpr("id AS k", "id % 7 AS n").createOrReplaceTempView("few");
        List<Row> rows = CLUSTER.sql("SELECT t.name FROM " + table + " t JOIN few ON t.id = few.k WHERE few.n = 3");
        assertThat(rows).hasSize(3);
    }

    @Test
    void aKeyColumnThatIsNoBinIsNotLookedUp() {
        String table = newTable("id INT, name STRING", "keyColumn 'id', keyAsBin 'false'", 3);
        Dataset<Row> one = where(table, "id = 1");
        assertThat(plan(one)).doesNotContain("lookup");
        assertThat(one.count()).isEqualTo(1);
    }
}
