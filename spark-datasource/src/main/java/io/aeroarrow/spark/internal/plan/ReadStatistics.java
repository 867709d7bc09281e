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
 * About how much is read. Too much rather than too little, as Spark sends small sides of joins everywhere: what a filter
 * leaves out is not known.
 */
record ReadStatistics(OptionalLong numRows, OptionalLong sizeInBytes) implements Statistics {

    private static final int ROW_BYTES = 8;

    static ReadStatistics of(ReadPlan plan, TableStatistics facts) {
        long rows = plan.pushdown().nothing() ? 0 : facts.rows();
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
        long stored = facts.rows() == 0 ? 0 : (long) ((double) facts.bytes() * rows / facts.rows());
        long bytes = hasLongValues(plan.columns()) ? Math.max(fixed, stored) : fixed;
        return new ReadStatistics(OptionalLong.of(rows), OptionalLong.of(bytes));
    }

    /** Whether values may take more than Spark thinks of their types. */
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
