package io.aeroarrow.spark;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.Value;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.embedded.observe.DataRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The preamble of the tests: a Spark session for one class, its server, and the official client, which loads and checks records.
 * Register it in a static field.
 */
final class SparkCluster implements ExecutionCondition, BeforeAllCallback, AfterAllCallback {

    static final String NAMESPACE = "test";

    private static final Namespace STORE = Namespace.create(SparkCluster.class);
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final AtomicLong SETS = new AtomicLong(System.nanoTime());

    private final boolean conformance;
    private final ServerConfig.Builder serverConfig =
            ServerConfig.builder().version(System.getProperty("aerospike.embedded.version", "8.1.0.3"));
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Queue<DataRequest> requests = new ConcurrentLinkedQueue<>();
    private final List<String> sets = new ArrayList<>();
    private String user = "";
    private String password = "";
    private int attempts = 1;
    private boolean extended;

    private EmbeddedServer embedded;
    private String host;
    private int port;
    private AerospikeClient official;
    private SparkSession spark;

    private SparkCluster(boolean conformance) {
        this.conformance = conformance;
    }

    /**
     * On the server that the environment names, as {@link AerospikeServer#open} chooses it. All classes of a run share it: use sets
     * of {@link #newSet}.
     */
    static SparkCluster onTestServer() {
        return new SparkCluster(true);
    }

    /** On an embedded server that no other class uses. */
    static SparkCluster onEmbeddedServer() {
        return new SparkCluster(false);
    }

    /** Adds a setting to the session. */
    SparkCluster setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /**
     * Turns off code generation and adaptive execution. Use it where a class runs many different queries over few rows: compiling
     * and replanning them takes longer than running them.
     */
    SparkCluster interpreted() {
        return setting("spark.sql.codegen.wholeStage", "false")
                .setting("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .setting("spark.sql.adaptive.enabled", "false");
    }

    /** Adds the session extension. */
    SparkCluster extended() {
        this.extended = true;
        return this;
    }

    /** How often a task runs before it fails its query; default: 1. */
    SparkCluster attempts(int count) {
        this.attempts = count;
        return this;
    }

    /** Makes the embedded server ask for a login. The official client logs in as this user, who may write. */
    SparkCluster security(io.aeroarrow.embedded.ServerSecurity users, String name, String secret) {
        serverConfig.security(users);
        this.user = name;
        this.password = secret;
        return this;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return conformance
                ? new AerospikeExtension().evaluateExecutionCondition(context)
                : ConditionEvaluationResult.enabled("the server is embedded");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (conformance) {
            // The store of the root closes the server after the last class.
            AerospikeServer server = context.getRoot()
                    .getStore(STORE)
                    .getOrComputeIfAbsent(AerospikeServer.class, any -> AerospikeServer.open(), AerospikeServer.class);
            host = server.host();
            port = server.port();
        } else {
            embedded = EmbeddedServer.start(serverConfig.observer(requests::add).build());
            host = embedded.host();
            port = embedded.port();
        }
        official = connect();
        spark = extended ? SharedSpark.newExtendedSession(attempts) : SharedSpark.newSession(attempts);
        spark.conf().set("spark.sql.catalog.aerospike", AerospikeCatalog.class.getName());
        spark.conf().set("spark.sql.catalog.aerospike.host", host);
        spark.conf().set("spark.sql.catalog.aerospike.port", String.valueOf(port));
        settings.forEach(spark.conf()::set);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        // The SparkContext and its cached data outlive the session.
        spark.catalog().clearCache();
        if (conformance) {
            sets.forEach(set -> official.truncate(null, NAMESPACE, set, null));
        }
        official.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    private AerospikeClient connect() {
        ClientPolicy policy = new ClientPolicy();
        if (!user.isEmpty()) {
            policy.user = user;
            policy.password = password;
        }
        // Long enough for a busy machine.
        policy.timeout = TIMEOUT_MILLIS;
        policy.readPolicyDefault.setTimeout(TIMEOUT_MILLIS);
        policy.writePolicyDefault.setTimeout(TIMEOUT_MILLIS);
        policy.infoPolicyDefault.timeout = TIMEOUT_MILLIS;
        return new AerospikeClient(policy, host, port);
    }

    SparkSession spark() {
        return spark;
    }

    AerospikeClient official() {
        return official;
    }

    /** The class's own server. */
    EmbeddedServer server() {
        return embedded;
    }

    /** The requests that the class's own server has received. Clear it before you look. */
    Queue<DataRequest> requests() {
        return requests;
    }

    /** Returns the name of a set that no other test uses. */
    String newSet() {
        String set =
                "s" + Long.toString(SETS.getAndIncrement(), Character.MAX_RADIX).toLowerCase(Locale.ROOT);
        sets.add(set);
        return set;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    Map<String, String> options(String set) {
        Map<String, String> options = new HashMap<>();
        options.put("host", host);
        options.put("port", String.valueOf(port));
        options.put("namespace", NAMESPACE);
        options.put("set", set);
        return options;
    }

    DataFrameReader read(String set) {
        return spark.read().format("aerospike").options(options(set));
    }

    List<Row> sql(String statement) {
        return spark.sql(statement).collectAsList();
    }

    /** The rows of a set, read with this schema and sorted by a column. */
    List<Row> rows(String set, StructType schema, String order) {
        return read(set).schema(schema).load().orderBy(order).collectAsList();
    }

    DataFrameWriter<Row> write(Dataset<Row> rows, String set) {
        return rows.write().format("aerospike").options(options(set)).mode("append");
    }

    Dataset<Row> rows(StructType schema, Row... rows) {
        return spark.createDataFrame(List.of(rows), schema);
    }

    /** Writes a record and stores its user key. */
    void put(String set, Object key, Bin... bins) {
        WritePolicy policy = new WritePolicy(official.writePolicyDefault);
        policy.sendKey = true;
        official.put(policy, key(set, key), bins);
    }

    /** Writes a record without its user key: the server stores the digest only. */
    void putWithoutKey(String set, Object key, Bin... bins) {
        official.put(null, key(set, key), bins);
    }

    /** Writes records with the user keys 0 to n-1, and the bins id (the key) and name ("n" and the key). */
    void putNumbered(String set, int records) {
        for (int i = 0; i < records; i++) {
            put(set, i, new Bin("id", i), new Bin("name", "n" + i));
        }
    }

    Record get(String set, Object key) {
        return official.get(null, key(set, key));
    }

    Map<String, Object> bins(String set, Object key) {
        return get(set, key).bins;
    }

    /** The key of a record; an empty name is no set. */
    static Key key(String set, Object key) {
        return new Key(NAMESPACE, set == null || set.isEmpty() ? null : set, Value.get(key));
    }
}
