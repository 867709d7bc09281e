package io.aeroarrow.python;

import io.aeroarrow.arrow.schema.BinReport;
import io.aeroarrow.arrow.schema.InferredSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.c.Data;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** The columns of a set, inferred from a sample. */
public final class PythonInference {

    private final InferredSchema inferred;

    PythonInference(InferredSchema inferred) {
        this.inferred = inferred;
    }

    /**
     * Writes the schema: the key, then all bins.
     *
     * @param address an empty structure of Arrow's C data interface
     */
    public void exportSchema(long address) {
        List<Field> fields = new ArrayList<>();
        fields.add(inferred.key());
        fields.addAll(inferred.bins().getFields());
        Data.exportSchema(PythonMemory.allocator(), new Schema(fields), null, ArrowSchema.wrap(address));
    }

    /** {@return the number of sampled records} */
    public long records() {
        return inferred.records();
    }

    /** {@return whether a larger sample added no information} */
    public boolean stable() {
        return inferred.stable();
    }

    /** {@return bin, Arrow type, bin types with their counts, records without the bin, and examples, of each bin} */
    public Object[][] report() {
        return inferred.report().stream().map(PythonInference::row).toArray(Object[][]::new);
    }

    private static Object[] row(BinReport bin) {
        return new Object[] {
            bin.field().getName(),
            bin.field().getType().toString(),
            bin.types().keySet().toArray(String[]::new),
            bin.types().values().stream().mapToLong(Long::longValue).toArray(),
            bin.missing(),
            bin.examples().toArray(String[]::new)
        };
    }

    /** {@return the report as a text table} */
    public String table() {
        return inferred.toTable();
    }
}
