package io.aeroarrow.flight.internal.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** What Flight SQL says about columns, and the types that columns have. */
public final class ColumnMetadata {

    /** A type of JDBC. */
    record JdbcType(String name, int code, int size) {}

    static final JdbcType BIGINT = new JdbcType("BIGINT", java.sql.Types.BIGINT, 19);
    static final JdbcType INTEGER = new JdbcType("INTEGER", java.sql.Types.INTEGER, 10);
    static final JdbcType DOUBLE = new JdbcType("DOUBLE", java.sql.Types.DOUBLE, 15);
    static final JdbcType BOOLEAN = new JdbcType("BOOLEAN", java.sql.Types.BOOLEAN, 1);
    static final JdbcType VARCHAR = new JdbcType("VARCHAR", java.sql.Types.VARCHAR, 1 << 23);
    static final JdbcType BLOB = new JdbcType("BLOB", java.sql.Types.VARBINARY, 1 << 23);
    static final JdbcType TIMESTAMP = new JdbcType("TIMESTAMP", java.sql.Types.TIMESTAMP, 26);
    static final JdbcType LIST = new JdbcType("LIST", java.sql.Types.ARRAY, 0);
    static final JdbcType MAP = new JdbcType("MAP", java.sql.Types.JAVA_OBJECT, 0);
    static final JdbcType STRUCT = new JdbcType("STRUCT", java.sql.Types.STRUCT, 0);
    static final List<JdbcType> ALL =
            List.of(BIGINT, INTEGER, DOUBLE, BOOLEAN, VARCHAR, BLOB, TIMESTAMP, LIST, MAP, STRUCT);

    private ColumnMetadata() {}

    /** Returns a schema with the metadata of each column. */
    public static Schema describe(Schema schema, String namespace, String set) {
        List<Field> fields = new ArrayList<>();
        for (Field field : schema.getFields()) {
            Map<String, String> metadata = new HashMap<>(field.getMetadata());
            metadata.putAll(new FlightSqlColumnMetadata.Builder()
                    .catalogName(SetCatalog.CATALOG)
                    .schemaName(namespace)
                    .tableName(set)
                    .typeName(type(field.getType()).name())
                    .isAutoIncrement(false)
                    .isCaseSensitive(false)
                    .isReadOnly(false)
                    .isSearchable(true)
                    .build()
                    .getMetadataMap());
            fields.add(new Field(
                    field.getName(),
                    new FieldType(field.isNullable(), field.getType(), field.getDictionary(), metadata),
                    field.getChildren()));
        }
        return new Schema(fields);
    }

    static JdbcType type(ArrowType type) {
        return switch (type.getTypeID()) {
            case Int -> ((ArrowType.Int) type).getBitWidth() == Long.SIZE ? BIGINT : INTEGER;
            case FloatingPoint -> DOUBLE;
            case Bool -> BOOLEAN;
            case Binary, FixedSizeBinary, LargeBinary -> BLOB;
            case Timestamp -> TIMESTAMP;
            case List, LargeList, FixedSizeList -> LIST;
            case Map -> MAP;
            case Struct -> STRUCT;
            default -> VARCHAR;
        };
    }

    /** Returns the rows of type info, all of them or those of one code. */
    public static MetadataRows types(int onlyCode, boolean all) {
        MetadataRows rows = new MetadataRows();
        for (JdbcType type : ALL) {
            if (all || type.code() == onlyCode) {
                boolean quoted = Set.of(VARCHAR, BLOB, TIMESTAMP).contains(type);
                String quote = quoted ? "'" : null;
                boolean number = Set.of(BIGINT, INTEGER, DOUBLE).contains(type);
                rows.add(
                        type.name(),
                        type.code(),
                        type.size(),
                        quote,
                        quote,
                        null,
                        1,
                        type.equals(VARCHAR),
                        3,
                        !number,
                        false,
                        number ? (Boolean) false : null,
                        type.name(),
                        null,
                        null,
                        type.code(),
                        null,
                        number ? (Integer) 10 : null);
            }
        }
        return rows;
    }
}
