package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.pushdown.KeySet;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import io.aeroarrow.spark.internal.runtime.VariantColumns;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.colstats.ColumnStatistics;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Estimates of what a read returns, by the columns that it reads. They ignore filters and are rather too high: Spark
 * broadcasts tables that it believes to be small. Only the cost-based optimizer uses statistics of columns, so that only it costs
 * a sample.
 */
record ReadStatistics(OptionalLong numRows, OptionalLong sizeInBytes, Map<NamedReference, ColumnStatistics> columnStats)
        implements Statistics {

    private static final int ROW_BYTES = 8;
    /** The offset and length of a value without a fixed size in a row. */
    private static final int VALUE_BYTES = 8;
    /** A small number takes one byte in MessagePack, and eight in a row. */
    private static final int NESTED_FACTOR = 8;

    private static final int JSON_FACTOR = 3;
    private static final int VARIANT_FACTOR = 2;

    static ReadStatistics of(ReadPlan plan, TableStatistics table) {
        long rows = plan.pushdown().nothing() ? 0 : table.rows();
        int partitions = plan.partitions().size();
        rows = (rows * partitions + PartitionSet.PARTITIONS - 1) / PartitionSet.PARTITIONS;
        KeySet keys = plan.pushdown().keys();
        if (keys != null) {
            rows = Math.min(rows, keys.size());
        }
        return new ReadStatistics(
                OptionalLong.of(rows),
                OptionalLong.of(Math.round(rows * rowBytes(plan.columns(), plan.options()))),
                isCostBased() ? columnStatistics(plan, rows) : Map.of());
    }

    private static boolean isCostBased() {
        return Boolean.parseBoolean(SparkSession.active().conf().get("spark.sql.cbo.enabled", "false"));
    }

    private static Map<NamedReference, ColumnStatistics> columnStatistics(ReadPlan plan, long rows) {
        TableSample sample = TableSample.of(plan.options());
        Map<NamedReference, ColumnStatistics> known = new HashMap<>();
        for (StructField column : plan.columns().fields()) {
            BinStatistics statistics = TableColumns.isMetadata(column.name())
                    ? null
                    : sample.statistics(TableColumns.bin(column), column.dataType(), rows);
            if (statistics != null) {
                known.put(Expressions.column(column.name()), statistics);
            }
        }
        return known;
    }

    private static double rowBytes(StructType columns, SourceOptions options) {
        double bytes = ROW_BYTES;
        TableSample sizes = null;
        for (StructField column : columns.fields()) {
            if (hasSizeByType(column.dataType()) || TableColumns.isMetadata(column.name())) {
                bytes += column.dataType().defaultSize();
            } else {
                sizes = sizes == null ? TableSample.of(options) : sizes;
                bytes += VALUE_BYTES + factor(column) * sizes.averageBytes(TableColumns.bin(column));
            }
        }
        return bytes;
    }

    private static boolean hasSizeByType(DataType type) {
        return !isNested(type)
                && !(type instanceof StringType)
                && !(type instanceof BinaryType)
                && !VariantColumns.is(type);
    }

    private static boolean isNested(DataType type) {
        return type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
    }

    /** Returns how much larger values are in Spark than in a record. */
    private static int factor(StructField column) {
        if (isNested(column.dataType())) {
            return NESTED_FACTOR;
        } else if (VariantColumns.is(column.dataType())) {
            return VARIANT_FACTOR;
        }
        return TableColumns.isJsonType(TableColumns.type(column.metadata(), "")) ? JSON_FACTOR : 1;
    }
}
