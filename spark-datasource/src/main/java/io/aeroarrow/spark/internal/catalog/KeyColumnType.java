package io.aeroarrow.spark.internal.catalog;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.client.RecordStream;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.query.ScanRequest;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.DriverErrors;
import io.aeroarrow.spark.internal.runtime.KeySamples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VarcharType;
import org.jspecify.annotations.Nullable;

/** The type of the column {@code __key}: of the key column, or of the keys in a sample. Text if both are missing. */
final class KeyColumnType {

    private static final int SAMPLE_RECORDS = 100;

    private final SourceOptions options;
    private @Nullable Field field;

    private KeyColumnType(SourceOptions options, @Nullable Field field) {
        this.options = options;
        this.field = field;
    }

    /**
     * Returns the type without a query.
     *
     * @param inferred the type in a sample of the table; null if there was none
     */
    static KeyColumnType of(SourceOptions options, StructType columns, @Nullable Field inferred) {
        Optional<Field> declared = options.plan()
                .keyColumn(columns)
                .flatMap(column -> type(columns.apply(column).dataType()))
                .map(KeyColumnType::field);
        return new KeyColumnType(options, declared.orElse(inferred));
    }

    /** Returns the field as far as it is known without a query. */
    synchronized Field known() {
        return field == null ? MetadataColumn.KEY.field() : field;
    }

    /** Returns the field. If nothing else tells its type, reads the keys of a few records. */
    synchronized Field sampled() {
        if (field == null) {
            Field sampled =
                    KeySamples.of(options.client(), options.tableName(), () -> DriverErrors.oneLine(this::sample));
            field = sampled == null ? MetadataColumn.KEY.field() : sampled;
        }
        return field;
    }

    /** Returns the type of the keys of a few records; null if there are no records. */
    private @Nullable Field sample() {
        ScanRequest request = ScanRequest.of(options.namespace(), options.set())
                .withBins(BinSelection.none())
                .withMaxRecords(SAMPLE_RECORDS)
                .withReplica(options.read().routing().replica())
                .withTimeouts(options.read().scanTimeouts());
        ScanRequest sample = options.scope().filter().map(request::withFilter).orElse(request);
        try (RecordStream records = ClientCache.client(options.client()).scan(sample)) {
            List<Optional<ArrowType>> types = StreamSupport.stream(records.spliterator(), false)
                    .map(KeyColumnType::type)
                    .distinct()
                    .toList();
            return types.isEmpty()
                    ? null
                    : field(types.stream().flatMap(Optional::stream).toList());
        }
    }

    private static Field field(List<ArrowType> types) {
        if (types.isEmpty()) {
            return MetadataColumn.KEY.field();
        }
        FieldType text = new FieldType(
                true, new ArrowType.Utf8(), null, Map.of(FieldMetadata.TYPE_METADATA, FieldMetadata.TEXT_TYPE));
        return types.size() == 1 ? field(types.get(0)) : new Field(MetadataColumn.KEY.columnName(), text, null);
    }

    private static Optional<ArrowType> type(Record record) {
        Value key = record.key().userKey();
        if (key instanceof Value.IntegerValue) {
            return Optional.of(new ArrowType.Int(Long.SIZE, true));
        } else if (key instanceof Value.StringValue) {
            return Optional.of(new ArrowType.Utf8());
        }
        return key instanceof Value.BlobValue ? Optional.of(new ArrowType.Binary()) : Optional.empty();
    }

    private static Optional<ArrowType> type(DataType column) {
        boolean integer = column instanceof LongType
                || column instanceof IntegerType
                || column instanceof ShortType
                || column instanceof ByteType
                || (column instanceof DecimalType decimal && decimal.scale() == 0);
        if (integer) {
            return Optional.of(new ArrowType.Int(Long.SIZE, true));
        } else if (column instanceof StringType || column instanceof VarcharType || column instanceof CharType) {
            return Optional.of(new ArrowType.Utf8());
        }
        return column instanceof BinaryType ? Optional.of(new ArrowType.Binary()) : Optional.empty();
    }

    private static Field field(ArrowType type) {
        return new Field(MetadataColumn.KEY.columnName(), FieldType.nullable(type), null);
    }
}
