package io.aeroarrow.internal.arrow.schema;

import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.internal.request.ExpressionRead;
import io.aeroarrow.model.BinSelection;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** What a read asks the servers for, and which of the answered values each field of its schema decodes. */
public final class RequestedValues {

    private final List<String> bins = new ArrayList<>();
    private final List<ExpressionRead> expressions = new ArrayList<>();
    private final int[] valueOfField;

    private RequestedValues(Schema schema) {
        List<Field> fields = schema.getFields();
        valueOfField = new int[fields.size()];
        for (int i = 0; i < valueOfField.length; i++) {
            valueOfField[i] = SchemaBins.isBin(fields.get(i)) ? addBin(SchemaBins.binName(fields.get(i))) : -1;
        }
        for (int i = 0; i < valueOfField.length; i++) {
            MetadataColumn metadata = MetadataColumn.named(fields.get(i).getName());
            if (metadata != null && metadata.isComputed()) {
                valueOfField[i] = bins.size() + addComputed(metadata);
            }
        }
    }

    /**
     * Plans a read.
     *
     * @throws IllegalArgumentException if two fields name the same bin, or no bin can have a name
     */
    public static RequestedValues of(Schema schema) {
        return new RequestedValues(schema);
    }

    private int addBin(String bin) {
        bins.add(bin);
        return bins.size() - 1;
    }

    private int addComputed(MetadataColumn metadata) {
        String name = unusedName();
        expressions.add(
                metadata == MetadataColumn.RECORD_SIZE
                        ? ExpressionRead.recordSize(name, metadata.columnName())
                        : ExpressionRead.lastUpdate(name, metadata.columnName()));
        return expressions.size() - 1;
    }

    /** A short name, because the answer repeats it for each record. */
    private String unusedName() {
        List<String> used = valueNames();
        int number = 0;
        while (used.contains(Integer.toString(number, Character.MAX_RADIX))) {
            number++;
        }
        return Integer.toString(number, Character.MAX_RADIX);
    }

    /** The bins to read. */
    public BinSelection bins() {
        return BinSelection.of(bins);
    }

    /** The values that the servers compute. */
    public List<ExpressionRead> expressions() {
        return List.copyOf(expressions);
    }

    /** The names of the values in an answer, in the order of the request: the bins, then the computed values. */
    public List<String> valueNames() {
        List<String> names = new ArrayList<>(bins);
        expressions.forEach(read -> names.add(read.name()));
        return names;
    }

    /** The index in {@link #valueNames} of the value that a field decodes; -1 if it reads what each record carries. */
    public int valueOf(int field) {
        return valueOfField[field];
    }
}
