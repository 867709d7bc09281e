package io.aeroarrow.spark.read;

import io.aeroarrow.internal.filter.BinProof;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import io.aeroarrow.spark.type.TableColumns;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A column that nobody asked for, read because a filter proves that each record has its bin: then none of them has no bin
 * to send, and the second query for such records is needless.
 */
final class Witness {

    private static final String MISMATCH = "__mismatch";
    private static final String ON_MISMATCH = "aerospike.onMismatch";

    private Witness() {}

    /** The column, null if there is none or no need for one. */
    static @Nullable StructField of(ReadPlan plan, @Nullable Filter filter) {
        if (filter == null) {
            return null;
        }
        List<StructField> asked = Arrays.asList(plan.columns().fields());
        List<String> bins =
                asked.stream().filter(Witness::isBin).map(TableColumns::bin).toList();
        boolean needed = !bins.isEmpty()
                && plan.emptyRecords() == EmptyRecords.KEEP
                && asked.stream().allMatch(StructField::nullable)
                && asked.stream().noneMatch(column -> column.name().equals(MISMATCH))
                && !BinProof.proves(filter, bins);
        if (!needed) {
            return null;
        }
        return Arrays.stream(plan.readable().fields())
                .filter(column -> isBin(column) && BinProof.proves(filter, List.of(TableColumns.bin(column))))
                .findFirst()
                .map(Witness::quiet)
                .orElse(null);
    }

    private static boolean isBin(StructField column) {
        return !TableColumns.isMetadata(column.name());
    }

    /** Whatever its value is, nobody sees it. */
    private static StructField quiet(StructField column) {
        Metadata metadata = new MetadataBuilder()
                .withMetadata(column.metadata())
                .putString(ON_MISMATCH, OnMismatch.NULL.name())
                .build();
        return new StructField(column.name(), column.dataType(), true, metadata);
    }

    /** Columns with the witness behind them. */
    static StructType behind(StructType columns, @Nullable StructField witness) {
        return witness == null ? columns : columns.add(witness);
    }
}
