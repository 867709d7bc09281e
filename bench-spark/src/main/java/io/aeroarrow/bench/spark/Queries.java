package io.aeroarrow.bench.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import io.aeroarrow.spark.AerospikeLookup;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The set as Datasets, by each way to read it, and what is asked of it. */
final class Queries {

    private static final String BINS = """
            id BIGINT, name STRING, score DOUBLE, flag BOOLEAN, tags ARRAY<STRING>,
            place STRUCT<city: STRING, rank: BIGINT, ratio: DOUBLE>, hash BINARY""";

    private final SparkSession spark;
    private final Map<String, String> options;
    private final int records;
    private final int keys;
    private final Path folder;

    /**
     * The queries.
     *
     * @param options of the data source: where the set is, and how many Spark partitions
     * @param records of the set
     * @param keys how many a join has
     * @param folder for Parquet
     */
    Queries(SparkSession spark, Map<String, String> options, int records, int keys, Path folder) {
        this.spark = spark;
        this.options = Map.copyOf(options);
        this.records = records;
        this.keys = keys;
        this.folder = folder;
    }

    /** By this project's data source. */
    Dataset<Row> columnar(boolean pushDown) {
        return spark.read()
                .format("aerospike")
                .schema(BINS)
                .options(options)
                .option("pushDown", pushDown)
                .load();
    }

    /** With the record's key as a column. */
    private Dataset<Row> columnarWithKey() {
        return spark.read()
                .format("aerospike")
                .schema("__key BIGINT, id BIGINT, score DOUBLE")
                .options(options)
                .load();
    }

    /** By the official client's records, made rows. */
    Dataset<Row> rows() {
        return spark.read()
                .format(RowSource.class.getName())
                .schema(BINS)
                .options(options)
                .load();
    }

    Dataset<Row> sum(Dataset<Row> set) {
        return set.selectExpr("sum(score)");
    }

    Dataset<Row> onePercent(Dataset<Row> set) {
        return set.where(col("id").lt(records / 100)).selectExpr("count(*)", "sum(place.rank)");
    }

    Dataset<Row> oneRecord(Dataset<Row> set, String column) {
        return set.where(col(column).equalTo(records / 2)).select("id", "score");
    }

    Dataset<Row> oneRecordByKey() {
        return oneRecord(columnarWithKey(), "__key");
    }

    Dataset<Row> hundredBetween(Dataset<Row> set) {
        return set.where(col("id").between(records / 2, records / 2 + 99)).selectExpr("count(*)", "sum(place.rank)");
    }

    /** Keys from all over the set. */
    private Dataset<Row> keys() {
        return spark.range(keys).selectExpr("id * " + (records / keys) + " AS wanted");
    }

    private static Dataset<Row> summary(Dataset<Row> joined) {
        return joined.selectExpr("count(*)", "sum(id)", "round(sum(score), 6)");
    }

    Dataset<Row> join(Dataset<Row> set) {
        return summary(keys().join(set, col("wanted").equalTo(set.col("id"))));
    }

    /** A join whose small side is broadcast and has a condition, so that Spark offers its keys at run time. */
    Dataset<Row> joinByKey() {
        Dataset<Row> set = columnarWithKey();
        return summary(
                set.join(broadcast(keys().where("wanted >= 0")), col("wanted").equalTo(set.col("__key"))));
    }

    Dataset<Row> lookup() {
        return summary(AerospikeLookup.of(new HashMap<>(options))
                .schema("id BIGINT, score DOUBLE")
                .inner()
                .join(keys(), "wanted"));
    }

    /** Writes all bins of all records. */
    String toParquet(Dataset<Row> set) {
        String file = folder.resolve("set.parquet").toString();
        set.write().mode(SaveMode.Overwrite).parquet(file);
        return file;
    }

    /** What is in the file, whatever the order of its rows. */
    Dataset<Row> contents(String file) {
        return spark.read()
                .parquet(file)
                .selectExpr(
                        "count(*)",
                        "sum(crc32(to_json(struct(id, name, score, flag, tags, place, hex(hash) AS hash))))");
    }
}
