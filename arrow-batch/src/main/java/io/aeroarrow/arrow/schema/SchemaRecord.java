package io.aeroarrow.arrow.schema;

import io.aeroarrow.error.MismatchException;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A schema as a record of two bins: {@code version}, the version of this format, and {@code schema}, Arrow's JSON text of a
 * schema, which people and all Arrow libraries for Java can read.
 */
final class SchemaRecord {

    /** The version of the format. A reader refuses newer ones. */
    static final int VERSION = 1;

    static final String VERSION_BIN = "version";
    static final String SCHEMA_BIN = "schema";

    private SchemaRecord() {}

    /**
     * Returns the bins of a record.
     *
     * @throws IllegalArgumentException if Arrow cannot read its own text of the schema, or the schema has no columns
     */
    static List<Bin> bins(Schema schema) {
        if (schema.getFields().isEmpty()) {
            throw new IllegalArgumentException("the schema has no columns; it needs at least one");
        }
        String json = schema.toJson();
        if (!schema.equals(parse(json))) {
            throw new IllegalArgumentException("this version of Arrow cannot store the schema as JSON: " + schema);
        }
        return List.of(new Bin(VERSION_BIN, Value.of(VERSION)), new Bin(SCHEMA_BIN, Value.of(json)));
    }

    private static @Nullable Schema parse(String json) {
        try {
            return Schema.fromJSON(json);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /**
     * Returns the schema of a record.
     *
     * @param described what the record stores, for errors
     * @throws MismatchException if the record is damaged, or has a newer version
     */
    static Schema schema(Record record, String described) {
        if (!(record.bins().get(VERSION_BIN) instanceof Value.IntegerValue version)) {
            throw damaged(described, "its bin '" + VERSION_BIN + "' is no integer", null);
        }
        if (version.value() > VERSION) {
            throw new MismatchException(described + " has format version " + version.value()
                    + ", and this library reads versions up to " + VERSION
                    + ". Update the library, or read without the schema set.");
        }
        if (version.value() < 1) {
            throw damaged(described, "its bin '" + VERSION_BIN + "' is " + version.value(), null);
        }
        if (!(record.bins().get(SCHEMA_BIN) instanceof Value.StringValue json)) {
            throw damaged(described, "its bin '" + SCHEMA_BIN + "' is no string", null);
        }
        return parse(json.value(), described);
    }

    private static Schema parse(String json, String described) {
        try {
            Schema schema = Schema.fromJSON(json);
            if (schema == null || schema.getFields().isEmpty()) {
                throw damaged(described, "it has no columns", null);
            }
            schema.getFields().forEach(field -> requireComplete(field, described));
            return schema;
        } catch (MismatchException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(described, "its bin '" + SCHEMA_BIN + "' is no schema that this version of Arrow reads", e);
        }
    }

    /** Arrow accepts fields without a name or type. */
    private static void requireComplete(Field field, String described) {
        if (field.getName() == null || field.getType() == null) {
            throw damaged(described, "a field has no name or no type", null);
        }
        field.getChildren().forEach(child -> requireComplete(child, described));
    }

    private static MismatchException damaged(String described, String problem, @Nullable Throwable cause) {
        return new MismatchException(
                described + " is damaged: " + problem + ". Store the schema again, or read without the schema set.",
                cause);
    }
}
