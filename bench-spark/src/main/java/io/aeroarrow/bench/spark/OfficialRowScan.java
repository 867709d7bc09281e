package io.aeroarrow.bench.spark;

import java.util.stream.IntStream;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A scan of a set that reads only the required columns. */
final class OfficialRowScan implements SupportsPushDownRequiredColumns, Scan, Batch {

    private static final int PARTITIONS = 4096;

    private final CaseInsensitiveStringMap options;
    private StructType schema;

    OfficialRowScan(StructType schema, CaseInsensitiveStringMap options) {
        this.schema = schema;
        this.options = options;
    }

    /** A range of Aerospike partitions. */
    record Range(int first, int count) implements InputPartition {}

    @Override
    public void pruneColumns(StructType required) {
        schema = required;
    }

    @Override
    public Scan build() {
        return this;
    }

    @Override
    public StructType readSchema() {
        return schema;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        int wanted = options.getInt("partitions", 1);
        return IntStream.range(0, wanted)
                .mapToObj(i ->
                        new Range(i * PARTITIONS / wanted, (i + 1) * PARTITIONS / wanted - i * PARTITIONS / wanted))
                .toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        OfficialRowReader.Source source = new OfficialRowReader.Source(
                required("host"), options.getInt("port", 3000), required("namespace"), required("set"), schema);
        return partition -> new OfficialRowReader(source, (Range) partition);
    }

    private String required(String option) {
        String value = options.get(option);
        if (value == null) {
            throw new IllegalArgumentException(
                    "option '" + option + "' is missing. Set it with .option(\"" + option + "\", ...).");
        }
        return value;
    }
}
