package io.aeroarrow.bench.spark;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A data source as one would write it on the official client: each record becomes a row. It reads only the columns that
 * are asked for, in parallel by ranges of partitions, and leaves everything else to Spark. Its options are {@code host},
 * {@code port}, {@code namespace}, {@code set} and {@code partitions}; the schema must be given.
 */
public final class RowSource implements TableProvider {

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        throw new IllegalArgumentException("give the schema of " + options.get("set") + " by .schema(...)");
    }

    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new RowTable(schema);
    }

    private record RowTable(StructType rows) implements SupportsRead {

        @Override
        public Column[] columns() {
            return Arrays.stream(rows.fields())
                    .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
                    .toArray(Column[]::new);
        }

        @Override
        public String name() {
            return "rows of the official client";
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return new RowScan(rows, options);
        }
    }
}
