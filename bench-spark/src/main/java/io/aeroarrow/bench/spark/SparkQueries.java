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

/** The queries of the benchmark, for each data source. */
final class SparkQueries {

    private static final String BINS = """
            id BIGINT, name STRING, score DOUBLE, flag BOOLEAN, tags ARRAY<STRING>,
            place STRUCT<city: STRING, rank: BIGINT, ratio: DOUBLE>, hash BINARY""";

    private final SparkSession spark;
    private final Map<String, String> options;
    private final int records;
    private final int keys;
    private final Path folder;

    /**
     * Creates the queries.
     *
     * @param options options of both data sources: server, set and number of Spark partitions
     * @param records number of records in the set
     * @param keys number of keys in a join
     * @param folder folder for Parquet files
     */
    SparkQueries(SparkSession spark, Map<String, String> options, int records, int keys, Path folder) {
        this.spark = spark;
        this.options = Map.copyOf(options);
        this.records = records;
        this.keys = keys;
        this.folder = folder;
    }

    /** Reads the set with the AeroArrow data source. */
    Dataset<Row> columnar(boolean pushDown) {
        return spark.read()
                .format("aerospike")
                .schema(BINS)
                .options(options)
                .option("pushDown", pushDown)
                .load();
    }

    /** Reads the set with the AeroArrow data source, with the record's key as a column. */
    private Dataset<Row> columnarWithKey() {
        return spark.read()
                .format("aerospike")
                .schema("__key BIGINT, id BIGINT, score DOUBLE")
                .options(options)
                .load();
    }

    /** Reads the set with the row-based data source over the official client. */
    Dataset<Row> rows() {
        return spark.read()
                .format(OfficialRowSource.class.getName())
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

    /** Returns keys spread over the whole set. */
    private Dataset<Row> keys() {
        return spark.range(keys).selectExpr("id * " + (records / keys) + " AS wanted");
    }

    private static Dataset<Row> summary(Dataset<Row> joined) {
        return joined.selectExpr("count(*)", "sum(id)", "round(sum(score), 6)");
    }

    Dataset<Row> join(Dataset<Row> set) {
        return summary(keys().join(set, col("wanted").equalTo(set.col("id"))));
    }

    /** Joins with a filtered, broadcast key side, so that Spark pushes the keys as a runtime filter. */
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

    /** Writes all bins of all records and returns the path. */
    String toParquet(Dataset<Row> set) {
        String file = folder.resolve("set.parquet").toString();
        set.write().mode(SaveMode.Overwrite).parquet(file);
        return file;
    }

    /** Returns the number of rows and a checksum that does not depend on the row order. */
    Dataset<Row> contents(String file) {
        return spark.read()
                .parquet(file)
                .selectExpr(
                        "count(*)",
                        "sum(crc32(to_json(struct(id, name, score, flag, tags, place, hex(hash) AS hash))))");
    }
}
