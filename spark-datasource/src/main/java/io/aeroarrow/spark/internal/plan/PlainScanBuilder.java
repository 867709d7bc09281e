package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.spark.internal.options.SourceOptions;
import java.util.List;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Builds a scan without push-downs except of columns. It has no interface of another push-down, so that Spark does not
 * translate expressions: its translation has faults that end a query.
 */
public final class PlainScanBuilder implements SupportsPushDownRequiredColumns {

    private final AerospikeScanBuilder builder;

    private PlainScanBuilder(AerospikeScanBuilder builder) {
        this.builder = builder;
    }

    /**
     * Creates a builder, with push-downs if the options allow them.
     *
     * @param columns the table's columns, read unless Spark prunes them
     * @param metadata columns of record metadata that are not declared columns
     */
    public static ScanBuilder of(SourceOptions options, StructType columns, List<StructField> metadata) {
        AerospikeScanBuilder builder = new AerospikeScanBuilder(options, columns, metadata);
        return options.plan().pushDown() ? SystemSampling.of(builder) : new PlainScanBuilder(builder);
    }

    @Override
    public void pruneColumns(StructType required) {
        builder.pruneColumns(required);
    }

    @Override
    public Scan build() {
        return builder.build();
    }
}
