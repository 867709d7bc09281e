package io.aeroarrow.python;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.cli.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.c.CDataDictionaryProvider;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** A read by keys. Python calls its setters, which change this object, and then {@link #read}. */
public final class PythonLookup {

    private final AeroArrowView aero;
    private final String namespace;
    private final String set;
    private List<String> metadata = List.of();
    private Lookup lookup;

    PythonLookup(AeroArrowView aero, String namespace, String set) {
        this.aero = aero;
        this.namespace = namespace;
        this.set = set;
        this.lookup = aero.batchRead(namespace, set);
    }

    private void change(UnaryOperator<Lookup> change) {
        lookup = change.apply(lookup);
    }

    /**
     * Reads only these columns.
     *
     * @param names bins and metadata columns
     */
    public void columns(String[] names) {
        change(now -> now.columns(names));
    }

    /**
     * Reads metadata columns before all bins.
     *
     * @param names such as {@code __key}
     */
    public void metadata(String[] names) {
        metadata = List.of(names);
    }

    /**
     * Reads the fields of a schema.
     *
     * @param address a structure of Arrow's C data interface; its content is moved out
     */
    public void schema(long address) {
        Schema declared = PythonScan.declared(address);
        change(now -> now.schema(declared));
    }

    /**
     * Reads only records that meet a condition.
     *
     * @param condition in the language of {@code --where}
     */
    public void where(String condition) {
        change(now -> now.where(Conditions.parse(condition)));
    }

    /**
     * Sets what happens to values that do not fit the type of their column.
     *
     * @param policy {@code fail} or {@code null}
     */
    public void onMismatch(String policy) {
        change(now -> now.onMismatch(PythonScan.named(OnMismatch.class, "on_mismatch", policy)));
    }

    /**
     * Sets the maximum number of keys of a request.
     *
     * @param keys 1 or more
     */
    public void keysPerRequest(int keys) {
        change(now -> now.options(options -> options.withMaxKeysPerRequest(keys)));
    }

    /** Leaves out keys without a record. */
    public void onlyFound() {
        change(Lookup::onlyFound);
    }

    /**
     * Reads the records of keys. The addresses are those of structures of Arrow's C data interface.
     *
     * @param keyArray the keys; its content is moved out
     * @param keySchema their type, likewise
     * @param array an empty structure, which gets the rows; valid until the call has ended
     * @param schema an empty structure, which gets their columns, likewise
     * @return the number of rows
     */
    public PendingCall<Integer> read(long keyArray, long keySchema, long array, long schema) {
        BufferAllocator allocator = PythonMemory.allocator();
        CDataDictionaryProvider dictionaries = new CDataDictionaryProvider();
        FieldVector keys;
        try {
            keys = Data.importVector(allocator, ArrowArray.wrap(keyArray), ArrowSchema.wrap(keySchema), dictionaries);
        } catch (RuntimeException e) {
            dictionaries.close();
            throw e;
        }
        return PendingCall.start("lookup", () -> {
            try (dictionaries;
                    keys;
                    BatchReadResult result = withMetadata(keys.getField())
                            .keyDictionaries(dictionaries)
                            .result(keys)) {
                VectorSchemaRoot root = result.root();
                // The structures keep the memory of the rows after the result is closed.
                Data.exportVectorSchemaRoot(
                        allocator, root, result.dictionaries(), ArrowArray.wrap(array), ArrowSchema.wrap(schema));
                return root.getRowCount();
            }
        });
    }

    private Lookup withMetadata(Field key) {
        if (metadata.isEmpty()) {
            return lookup;
        }
        List<Field> fields = new ArrayList<>();
        for (String name : metadata) {
            MetadataColumn column = PythonScan.metadataColumn(name);
            fields.add(column == MetadataColumn.KEY ? keyField(key) : column.field());
        }
        Schema columns = aero.schemaWithKey(namespace, set);
        columns.getFields().stream()
                .skip(1)
                .filter(field -> !metadata.contains(field.getName()))
                .forEach(fields::add);
        return lookup.schema(new Schema(fields, columns.getCustomMetadata()));
    }

    /** The key column has the type of the requested keys. */
    private static Field keyField(Field key) {
        String name = MetadataColumn.KEY.columnName();
        return Field.nullable(name, key.getType());
    }
}
