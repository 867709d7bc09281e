package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.internal.pushdown.KeySet;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Estimates of what a read returns. They ignore filters and are rather too high: Spark broadcasts tables that it believes to
 * be small.
 */
record ReadStatistics(OptionalLong numRows, OptionalLong sizeInBytes) implements Statistics {

    private static final int ROW_BYTES = 8;

    static ReadStatistics of(ReadPlan plan, TableStatistics table) {
        long rows = plan.pushdown().nothing() ? 0 : table.rows();
        int partitions = plan.pushdown()
                .partitions()
                .intersect(plan.options().plan().aerospikePartitions())
                .size();
        rows = (rows * partitions + PartitionSet.PARTITIONS - 1) / PartitionSet.PARTITIONS;
        KeySet keys = plan.pushdown().keys();
        if (keys != null) {
            rows = Math.min(rows, keys.size());
        }
        long fixed = rows * (ROW_BYTES + plan.columns().defaultSize());
        long stored = table.rows() == 0 ? 0 : (long) ((double) table.bytes() * rows / table.rows());
        long bytes = hasLongValues(plan.columns()) ? Math.max(fixed, stored) : fixed;
        return new ReadStatistics(OptionalLong.of(rows), OptionalLong.of(bytes));
    }

    /** Returns whether values may exceed Spark's default sizes of their types. */
    private static boolean hasLongValues(StructType columns) {
        return Arrays.stream(columns.fields()).anyMatch(field -> {
            DataType type = field.dataType();
            boolean nested = type.typeName().equals("array")
                    || type.typeName().equals("map")
                    || type.typeName().equals("struct");
            return nested || type instanceof StringType || type instanceof BinaryType;
        });
    }
}
