package io.aeroarrow.spark;

import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Value;
import com.aerospike.client.command.ParticleType;
import com.aerospike.client.policy.WritePolicy;
import com.aerospike.client.query.IndexType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.ExplainMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The set of the push-down tests: each bin is missing or has a value of any type. Bin 'id' is the key. */
final class PushedSet {

    static final int RECORDS = 1_500;

    static final StructType SCHEMA = new StructType()
            .add("l", DataTypes.LongType)
            .add("i", DataTypes.IntegerType)
            .add("y", DataTypes.ByteType)
            .add("d", DataTypes.DoubleType)
            .add("f", DataTypes.FloatType)
            .add("b", DataTypes.BooleanType)
            .add("s", DataTypes.StringType)
            .add("x", DataTypes.BinaryType)
            .add("day", DataTypes.DateType)
            .add("at", DataTypes.TimestampType)
            .add("m", DataTypes.createDecimalType(5, 0))
            .add("took", DataTypes.createDayTimeIntervalType())
            .add("list", DataTypes.createArrayType(DataTypes.LongType))
            .add("id", DataTypes.LongType)
            .add("__key", DataTypes.LongType)
            .add("__digest", DataTypes.BinaryType)
            .add("__set", DataTypes.StringType)
            .add("__partition", DataTypes.IntegerType)
            .add("__expiry", DataTypes.TimestampType);

    private static final List<Object> VALUES = Arrays.asList(
            null,
            0L,
            1L,
            -1L,
            5L,
            127L,
            128L,
            -129L,
            40_000L,
            99_999L,
            100_000L,
            3_000_000_000L,
            (1L << 24) + 1,
            (1L << 53) + 1,
            1L << 54,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0.0,
            -0.0,
            1.0,
            1.5,
            0.1,
            5.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            1e300,
            "",
            "a",
            "ab",
            "b",
            "[1]",
            "{}",
            "ä",
            "five",
            true,
            false,
            new byte[0],
            new byte[] {1, 2},
            "ab".getBytes(StandardCharsets.UTF_8),
            List.of(1L),
            List.of("a"),
            Map.of("k", 1L),
            new InvalidText());

    /** Invalid UTF-8 in a string bin. */
    private record InvalidText() {}

    private PushedSet() {}

    /** Returns a cluster with the session settings of the push-down tests. Its class loads the records. */
    static SparkCluster cluster() {
        return SparkCluster.onEmbeddedServer()
                .interpreted()
                // Pruning by the statistics of cached data loses rows with NaN.
                .setting("spark.sql.inMemoryColumnarStorage.partitionPruning", "false")
                .setting("spark.sql.session.timeZone", "UTC")
                // Spark pushes arithmetic down in ANSI mode only.
                .setting("spark.sql.ansi.enabled", "true");
    }

    static void load(SparkCluster cluster) {
        Random random = new Random(7);
        for (int i = 0; i < RECORDS; i++) {
            List<Bin> bins = new ArrayList<>();
            bins.add(new Bin("id", i));
            for (String name : List.of("l", "i", "y", "d", "f", "b", "s", "x", "day", "at", "m", "took", "list")) {
                Object value = VALUES.get(random.nextInt(VALUES.size()));
                if (value != null) {
                    bins.add(bin(name, value));
                }
            }
            WritePolicy policy = new WritePolicy(cluster.official().writePolicyDefault);
            policy.sendKey = i % 3 != 0;
            policy.expiration = i % 4 == 0 ? 1_000_000 + i : -1;
            cluster.official().put(policy, new Key("test", "pushed", i), bins.toArray(Bin[]::new));
            cluster.putWithoutKey("other", i, new Bin("id", i));
        }
        createIndex(cluster, "pushed_id", "id", IndexType.NUMERIC);
        createIndex(cluster, "pushed_s", "s", IndexType.STRING);
    }

    private static void createIndex(SparkCluster cluster, String name, String bin, IndexType type) {
        cluster.official().createIndex(null, "test", "pushed", name, bin, type).waitTillComplete();
    }

    private static Bin bin(String name, Object value) {
        return value instanceof InvalidText
                ? new Bin(name, new Value.BytesValue(new byte[] {(byte) 0xff}, ParticleType.STRING))
                : new Bin(name, Value.get(value));
    }

    /** Reads the set with more options: name, value, name, value. */
    static Dataset<Row> read(SparkCluster cluster, boolean pushDown, String... options) {
        DataFrameReader reader = cluster.read("pushed")
                .schema(SCHEMA)
                .option("onMismatch", "NULL")
                .option("pushDown", pushDown);
        for (int i = 0; i < options.length; i += 2) {
            reader = reader.option(options[i], options[i + 1]);
        }
        return reader.load();
    }

    /** Returns the columns as Java can represent them: some timestamps and dates are outside of its range. */
    static List<String> columns(StructType schema) {
        return Arrays.stream(schema.fields())
                .map(field -> switch (field.dataType().typeName()) {
                    case "timestamp" -> "unix_micros(" + field.name() + ")";
                    case "date" -> "unix_date(" + field.name() + ")";
                    default -> field.name();
                })
                .toList();
    }

    /** Returns all columns of all rows as text. */
    static List<String> rows(Dataset<Row> rows) {
        return values(rows.selectExpr(columns(rows.schema()).toArray(String[]::new)));
    }

    /** Returns the rows of any query as text. */
    static List<String> values(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .map(row -> text(row, 0, row.size()))
                .toList();
    }

    /** Returns the columns from one index to before another as text. */
    static String text(Row row, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            Object value = row.get(i);
            text.append(value instanceof byte[] bytes ? Arrays.toString(bytes) : value)
                    .append('|');
        }
        return text.toString();
    }

    static String plan(Dataset<Row> rows) {
        return rows.queryExecution().executedPlan().toString()
                + rows.queryExecution().explainString(ExplainMode.fromString("formatted"));
    }
}
