package io.aeroarrow.spark.internal.catalog;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.StoredSchema;
import io.aeroarrow.model.Bin;
import io.aeroarrow.spark.internal.options.RememberedOptions;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.options.WriteOption;
import io.aeroarrow.spark.internal.options.WriteOptions;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Converts the columns and options of a table to a schema that is stored, and back. */
final class StoredColumns {

    /** The key of the comment in the metadata of a Spark column and of a stored field. */
    static final String COMMENT = "comment";

    private StoredColumns() {}

    /**
     * Returns the schema to store.
     *
     * @param columns with the storage of decimals in their metadata
     * @param given all options of the table
     * @param own the options of CREATE TABLE, of which some are stored
     * @throws IllegalArgumentException if a column's type is not supported, or the name of its bin is invalid
     */
    static Schema toStored(StructType columns, Map<String, String> given, Map<String, String> own) {
        Map<String, String> bins = WriteOptions.parse(Map.of(), given).columnBins();
        List<Field> fields = new ArrayList<>();
        for (StructField column : columns.fields()) {
            fields.add(toStored(column, bins.getOrDefault(column.name(), TableColumns.bin(column))));
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        RememberedOptions.of(own)
                .forEach((name, value) -> metadata.put(StoredSchema.OPTION_METADATA_PREFIX + name, value));
        Schema schema = new Schema(fields, metadata);
        Optional<String> key = SourceOptions.parse(given).plan().keyColumn(columns);
        return key.map(column -> StoredSchema.withKeyColumn(schema, column)).orElse(schema);
    }

    /** Returns the field to store for a column of a bin. */
    static Field toStored(StructField column, String bin) {
        Field field = SparkTypes.toArrow(new StructType(new StructField[] {column}))
                .getFields()
                .get(0);
        Map<String, String> metadata = new LinkedHashMap<>(field.getMetadata());
        if (!TableColumns.isMetadata(column.name())) {
            metadata.remove(FieldMetadata.BIN_METADATA);
            if (!Bin.requireName(bin).equals(column.name())) {
                metadata.put(FieldMetadata.BIN_METADATA, bin);
            }
        }
        metadata.put(FieldMetadata.DECLARED_TYPE_METADATA, column.dataType().sql());
        if (column.getComment().isDefined()) {
            metadata.put(COMMENT, column.getComment().get());
        }
        return with(field, metadata);
    }

    /** Returns a field with other metadata. */
    static Field with(Field field, Map<String, String> metadata) {
        FieldType type = new FieldType(field.isNullable(), field.getType(), field.getDictionary(), metadata);
        return new Field(field.getName(), type, field.getChildren());
    }

    /**
     * Returns the columns of a stored schema.
     *
     * @throws IllegalArgumentException if Spark has no such type; the message names the column
     */
    static StructType toSpark(Schema schema) {
        return new StructType(
                schema.getFields().stream().map(StoredColumns::toSpark).toArray(StructField[]::new));
    }

    static StructField toSpark(Field field) {
        StructField column;
        try {
            column = SparkTypes.toSpark(field);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "column '" + field.getName() + "' of the stored schema: " + e.getMessage()
                            + "; read the set with a schema of your own, by .schema(...)",
                    e);
        }
        MetadataBuilder metadata = new MetadataBuilder().withMetadata(column.metadata());
        String comment = field.getMetadata().get(COMMENT);
        if (comment != null) {
            metadata.putString(COMMENT, comment);
        }
        return new StructField(column.name(), type(field, column.dataType()), column.nullable(), metadata.build());
    }

    /** CHAR, VARCHAR, collations, the units of intervals and the precision of times are in no Arrow type, but in the name of the declared type. */
    private static DataType type(Field field, DataType otherwise) {
        String declared = field.getMetadata().get(FieldMetadata.DECLARED_TYPE_METADATA);
        boolean ambiguous = field.getType() instanceof ArrowType.Utf8
                || field.getType() instanceof ArrowType.Duration
                || field.getType() instanceof ArrowType.Interval
                || field.getType() instanceof ArrowType.Time;
        if (declared == null || !ambiguous) {
            return otherwise;
        }
        try {
            DataType type = DataType.fromDDL(declared);
            StructType one = new StructType(
                    new StructField[] {new StructField(field.getName(), type, true, new MetadataBuilder().build())});
            return SparkTypes.toArrow(one).getFields().get(0).getType().equals(field.getType()) ? type : otherwise;
        } catch (IllegalArgumentException e) {
            return otherwise;
        } catch (Exception e) { // Scala does not declare ParseException, which is checked.
            if (e instanceof ParseException) {
                return otherwise;
            }
            throw e;
        }
    }

    /** Returns the options of a stored schema, as those of a table. */
    static Map<String, String> options(StoredSchema stored) {
        Map<String, String> options = new LinkedHashMap<>(stored.options());
        stored.keyColumn().ifPresent(column -> options.put(WriteOption.KEY_COLUMN.key(), column));
        return options;
    }
}
