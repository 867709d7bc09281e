package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.arrow.schema.BinReport;
import io.aeroarrow.arrow.schema.SampledValues;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.colstats.ColumnStatistics;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Estimates of a column by a sample, for Spark's cost-based optimizer. */
record BinStatistics(
        OptionalLong distinctCount,
        OptionalLong nullCount,
        OptionalLong avgLen,
        Optional<Object> min,
        Optional<Object> max)
        implements ColumnStatistics {

    /**
     * Returns the statistics of a column.
     *
     * @param report what the sample shows about its bin
     * @param sampled the records of the sample; above 0
     * @param rows the records of the table
     */
    static BinStatistics of(BinReport report, long sampled, DataType type, long rows) {
        long nulls = Math.round((double) rows * report.missing() / sampled);
        SampledValues values = report.values();
        return new BinStatistics(
                OptionalLong.of(values.distinctOf(Math.max(values.count(), rows - nulls))),
                OptionalLong.of(nulls),
                OptionalLong.of(report.bytes() / Math.max(1, values.count())),
                values.least().flatMap(number -> as(type, number)),
                values.greatest().flatMap(number -> as(type, number)));
    }

    /** Converts a number to what Spark has for it; empty for other types, whose values are not the bin's numbers. */
    private static Optional<Object> as(DataType type, Number number) {
        boolean integer = number instanceof Long;
        if (type.equals(DataTypes.LongType) && integer) {
            return Optional.of(number);
        } else if (type.equals(DataTypes.IntegerType) && integer && number.longValue() == number.intValue()) {
            return Optional.of(number.intValue());
        } else if (type.equals(DataTypes.ShortType) && integer && number.longValue() == number.shortValue()) {
            return Optional.of(number.shortValue());
        } else if (type.equals(DataTypes.ByteType) && integer && number.longValue() == number.byteValue()) {
            return Optional.of(number.byteValue());
        } else if (type.equals(DataTypes.DoubleType)) {
            return Optional.of(number.doubleValue());
        }
        return Optional.empty();
    }
}
