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
 * A row-based data source over the official client. It reads only the required columns, in parallel by ranges of
 * partitions, and pushes nothing else down. Options: {@code host}, {@code port}, {@code namespace}, {@code set} and
 * {@code partitions}. The schema is required.
 */
public final class OfficialRowSource implements TableProvider {

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        throw new IllegalArgumentException("no schema for set " + options.get("set") + ". Set it with .schema(...).");
    }

    @Override
    public boolean supportsExternalMetadata() {
        return true;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new OfficialRowTable(schema);
    }

    private record OfficialRowTable(StructType rows) implements SupportsRead {

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
            return new OfficialRowScan(rows, options);
        }
    }
}
