package io.aeroarrow.spark;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.spark.option.SourceOptions;
import io.aeroarrow.spark.read.AerospikeScanBuilder;
import io.aeroarrow.spark.type.SparkTypes;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** A set, or a namespace, as a table. Its records' metadata can be selected too, but is no part of {@code *}. */
final class AerospikeTable implements SupportsRead, SupportsMetadataColumns {

    private static final String KEY = "__key";

    private final Map<String, String> given;
    private final SourceOptions options;
    private final StructType schema;
    private final @Nullable Field key;

    /**
     * @param given the options that the table was made by
     * @param key what its stored user keys are, if that is known
     */
    AerospikeTable(Map<String, String> given, StructType schema, @Nullable Field key) {
        this.given = given;
        this.options = SourceOptions.parse(given);
        this.schema = schema;
        this.key = key;
    }

    @Override
    public String name() {
        return "aerospike " + options.tableName();
    }

    /** The columns; the newer {@code columns()} derives from it on every Spark. */
    @Override
    @SuppressWarnings("deprecation")
    public StructType schema() {
        return schema;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return EnumSet.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap readOptions) {
        return new AerospikeScanBuilder(with(readOptions), schema);
    }

    /** The options of a read say more than the table's, and count first. */
    private SourceOptions with(Map<String, String> readOptions) {
        return given.entrySet().containsAll(readOptions.entrySet()) ? options : SourceOptions.parse(readOptions, given);
    }

    @Override
    public MetadataColumn[] metadataColumns() {
        List<String> declared = Arrays.asList(schema.fieldNames());
        return AeroArrow.metadataFields().stream()
                .filter(field -> !declared.contains(field.getName()))
                .map(field -> field.getName().equals(KEY) && key != null ? key : field)
                .map(SparkTypes::toSpark)
                .map(RecordMetadata::new)
                .toArray(MetadataColumn[]::new);
    }

    private record RecordMetadata(StructField field) implements MetadataColumn {
        @Override
        public String name() {
            return field.name();
        }

        @Override
        public DataType dataType() {
            return field.dataType();
        }
    }
}
