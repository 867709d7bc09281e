package io.aeroarrow.python;

import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.c.Data;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/** One batch, as structures of Arrow's C data interface. */
public final class SingleBatch implements AutoCloseable {

    private final ArrowArray array;
    private final ArrowSchema schema;

    private SingleBatch(ArrowArray array, ArrowSchema schema) {
        this.array = array;
        this.schema = schema;
    }

    /** Exports a root and its dictionaries, which may be closed afterwards. */
    static SingleBatch of(VectorSchemaRoot root, DictionaryProvider dictionaries) {
        SingleBatch batch = new SingleBatch(PythonMemory.newArray(), PythonMemory.newSchema());
        try {
            Data.exportVectorSchemaRoot(PythonMemory.allocator(), root, dictionaries, batch.array, batch.schema);
            return batch;
        } catch (RuntimeException | Error e) {
            batch.close();
            throw e;
        }
    }

    /** {@return the address of the array; the caller moves its content out} */
    public long array() {
        return array.memoryAddress();
    }

    /** {@return the address of the schema; the caller moves its content out} */
    public long schema() {
        return schema.memoryAddress();
    }

    @Override
    public void close() {
        BatchFeed.release(array);
        if (schema.snapshot().release != 0) {
            schema.release();
        }
        schema.close();
    }
}
