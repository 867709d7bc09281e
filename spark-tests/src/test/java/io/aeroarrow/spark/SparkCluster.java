package io.aeroarrow.spark;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.Value;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A running Spark, and the server that the tests run on, with the official client to look at it by. */
final class SparkCluster implements AutoCloseable {

    static final String NAMESPACE = "test";
    private static final int PATIENCE_MILLIS = 30_000;
    private static final AtomicLong SETS = new AtomicLong(System.nanoTime());

    private final AerospikeServer server;
    private final AerospikeClient official;
    private final SparkSession spark;
    private final List<String> sets = new ArrayList<>();

    private SparkCluster(AerospikeServer server, SparkSession spark) {
        this.server = server;
        this.spark = spark;
        official = official(server.host(), server.port());
    }

    /** An official client that also gets through on a busy machine. */
    static AerospikeClient official(String host, int port) {
        ClientPolicy patient = new ClientPolicy();
        patient.timeout = PATIENCE_MILLIS;
        patient.readPolicyDefault.setTimeout(PATIENCE_MILLIS);
        patient.writePolicyDefault.setTimeout(PATIENCE_MILLIS);
        patient.infoPolicyDefault.timeout = PATIENCE_MILLIS;
        return new AerospikeClient(patient, host, port);
    }

    /** Tasks fail for good at their first failure. Closing it leaves the server to its owner. */
    static SparkCluster open(AerospikeServer server) {
        return open(server, "local[2]");
    }

    static SparkCluster open(AerospikeServer server, String master) {
        SparkSession session = SparkSession.builder()
                .master(master)
                .appName("aeroarrow")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.sql.catalog.aerospike", AerospikeCatalog.class.getName())
                .config("spark.sql.catalog.aerospike.host", server.host())
                .config("spark.sql.catalog.aerospike.port", server.port())
                .getOrCreate();
        return new SparkCluster(server, session);
    }

    SparkSession spark() {
        return spark;
    }

    AerospikeClient official() {
        return official;
    }

    /** The name of a set that nobody has used. */
    String newSet() {
        String set =
                "s" + Long.toString(SETS.getAndIncrement(), Character.MAX_RADIX).toLowerCase(Locale.ROOT);
        sets.add(set);
        return set;
    }

    String host() {
        return server.host();
    }

    int port() {
        return server.port();
    }

    Map<String, String> options(String set) {
        Map<String, String> options = new HashMap<>();
        options.put("host", server.host());
        options.put("port", String.valueOf(server.port()));
        options.put("namespace", NAMESPACE);
        options.put("set", set);
        return options;
    }

    DataFrameReader read(String set) {
        return spark.read().format("aerospike").options(options(set));
    }

    /** Rows of a set in an order, by a schema. */
    List<Row> rows(String set, StructType schema, String order) {
        return read(set).schema(schema).load().orderBy(order).collectAsList();
    }

    DataFrameWriter<Row> write(Dataset<Row> rows, String set) {
        return rows.write().format("aerospike").options(options(set)).mode("append");
    }

    Dataset<Row> rows(StructType schema, Row... rows) {
        return spark.createDataFrame(List.of(rows), schema);
    }

    /** Writes a record with its user key. */
    void put(String set, Object key, Bin... bins) {
        WritePolicy policy = new WritePolicy();
        policy.sendKey = true;
        policy.setTimeout(PATIENCE_MILLIS);
        official.put(policy, key(set, key), bins);
    }

    Record get(String set, Object key) {
        return official.get(null, key(set, key));
    }

    Map<String, Object> bins(String set, Object key) {
        return get(set, key).bins;
    }

    static Key key(String set, Object key) {
        return new Key(NAMESPACE, set, Value.get(key));
    }

    @Override
    public void close() {
        spark.stop();
        sets.forEach(set -> official.truncate(null, NAMESPACE, set, null));
        official.close();
    }
}
