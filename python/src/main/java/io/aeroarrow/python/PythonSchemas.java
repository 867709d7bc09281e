package io.aeroarrow.python;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.arrow.schema.StoredSchema;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The stored schema of a set. */
public final class PythonSchemas {

    private final AeroArrowView aero;
    private final String namespace;
    private final String set;
    private @Nullable Schema declared;

    PythonSchemas(AeroArrowView aero, String namespace, String set) {
        this.aero = aero;
        this.namespace = namespace;
        this.set = set;
    }

    private SchemaStore store() {
        return SchemaStore.of(
                aero.client(),
                aero.options()
                        .schemaSet()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the connection has no schema set; name the set that stores schemas by"
                                        + " connect(..., schema_set=\"schemas\")")));
    }

    /**
     * Sets the schema to store.
     *
     * @param address a structure of Arrow's C data interface; its content is moved out
     */
    public void schema(long address) {
        declared = PythonScan.declared(address);
    }

    /** Names the column of the user keys in the schema to store. */
    public void keyColumn(String column) {
        declared = StoredSchema.withKeyColumn(toStore(), column);
    }

    private Schema toStore() {
        Schema schema = declared;
        if (schema == null) {
            throw new IllegalStateException("no schema is set");
        }
        return schema;
    }

    /**
     * Stores the schema.
     *
     * @param replace whether a stored schema is replaced; otherwise it is an error
     * @return true
     */
    public PendingCall<Boolean> store(boolean replace) {
        Schema schema = toStore();
        return PendingCall.start("store", () -> {
            SchemaStore schemas = store();
            if (replace) {
                schemas.put(namespace, set, schema);
            } else if (!schemas.create(namespace, set, schema)) {
                throw new IllegalArgumentException("set '" + schemas.schemaSet() + "' already has a schema of '"
                        + namespace + "." + set + "'; replace it with replace=True");
            }
            return true;
        });
    }

    /** Removes the stored schema, and tells whether there was one. */
    public PendingCall<Boolean> remove() {
        return PendingCall.start("remove", () -> store().remove(namespace, set));
    }
}
