package io.aeroarrow.internal.arrow.schema;

import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.internal.arrow.schema.ValueShape.Form;
import io.aeroarrow.internal.request.ExpressionRead;
import io.aeroarrow.model.BinSelection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** What a read asks the servers for, and which of the answered values each field of its schema decodes. */
public final class RequestedValues {

    private final List<Field> fields;
    private final Set<String> bins = new LinkedHashSet<>();
    private final List<ExpressionRead> expressions = new ArrayList<>();
    private final int[] valueOfField;
    private final ValueShape[] shapes;

    /** The map whose pairs a subset has. */
    private record ReducedMap(String bin, List<String> path) {}

    private final boolean counts;

    private RequestedValues(Schema schema, boolean counts, boolean reducesMaps) {
        this.counts = counts;
        fields = schema.getFields();
        valueOfField = new int[fields.size()];
        shapes = new ValueShape[fields.size()];
        requireDistinctBins();
        for (Field field : fields) {
            if (SchemaBins.isBin(field) && !isCounted(field) && !(reducesMaps && isPart(field))) {
                bins.add(SchemaBins.binName(field));
            }
        }
        Map<ReducedMap, Set<String>> maps = reducedMaps();
        maps.forEach((map, keys) -> expressions.add(
                ExpressionRead.mapSubset(unusedName(), map.bin(), map.bin(), map.path(), List.copyOf(keys))));
        List<ReducedMap> order = List.copyOf(maps.keySet());
        for (int i = 0; i < valueOfField.length; i++) {
            resolve(i, order);
        }
    }

    /**
     * Returns what to request for a schema.
     *
     * @throws IllegalArgumentException if two fields without a path name the same bin, no bin can have a name, or a path is
     *     malformed
     */
    public static RequestedValues of(Schema schema) {
        return new RequestedValues(schema, false, false);
    }

    /** As {@link #of}; servers count elements. */
    public static RequestedValues counting(Schema schema) {
        return new RequestedValues(schema, true, false);
    }

    /** As {@link #counting}; servers reduce maps to the keys that the schema names, unless it also has a field for the bin. */
    public static RequestedValues reducingMaps(Schema schema) {
        return new RequestedValues(schema, true, true);
    }

    /** The number of keys that {@link #reducingMaps} reduces maps to; 0 if it does not differ from {@link #of}. */
    public static int keysToReduceTo(Schema schema) {
        RequestedValues reducing = reducingMaps(schema);
        return reducing.reducedMaps().values().stream().mapToInt(Set::size).sum();
    }

    private void requireDistinctBins() {
        BinSelection.of(fields.stream()
                .filter(field ->
                        SchemaBins.isBin(field) && FieldPath.of(field).isEmpty() && CountedValue.of(field) == null)
                .map(SchemaBins::binName)
                .toList());
    }

    /** Whether a server counts what a field reads. */
    private boolean isCounted(Field field) {
        CountedValue counted = CountedValue.of(field);
        return counted == CountedValue.HLL_COUNT || (counts && counted == CountedValue.ELEMENTS);
    }

    /** Whether a field needs some pairs of a map only. A field that is not nullable tells absent bins from other types. */
    private static boolean isPart(Field field) {
        return !FieldPath.of(field).isEmpty() || isStruct(field);
    }

    private static boolean isStruct(Field field) {
        return field.getType() instanceof ArrowType.Struct
                && !SchemaBins.isVariant(field)
                && field.isNullable()
                && !field.getChildren().isEmpty();
    }

    private Map<ReducedMap, Set<String>> reducedMaps() {
        Map<ReducedMap, Set<String>> maps = new LinkedHashMap<>();
        for (Field field : fields) {
            if (SchemaBins.isBin(field)
                    && CountedValue.of(field) == null
                    && !bins.contains(SchemaBins.binName(field))) {
                maps.computeIfAbsent(map(field), map -> new LinkedHashSet<>()).addAll(keys(field));
            }
        }
        return maps;
    }

    /** The map that has what a field needs: its struct, or the last key of its path. */
    private static ReducedMap map(Field field) {
        List<String> path = FieldPath.of(field);
        return new ReducedMap(
                SchemaBins.binName(field), isStruct(field) ? path : List.copyOf(path.subList(0, path.size() - 1)));
    }

    private static List<String> keys(Field field) {
        List<String> path = FieldPath.of(field);
        return isStruct(field)
                ? field.getChildren().stream().map(Field::getName).toList()
                : List.of(path.get(path.size() - 1));
    }

    private void resolve(int index, List<ReducedMap> maps) {
        Field field = fields.get(index);
        shapes[index] = ValueShape.WHOLE;
        valueOfField[index] = -1;
        MetadataColumn metadata = MetadataColumn.named(field.getName());
        if (metadata != null) {
            if (metadata.isComputed()) {
                expressions.add(computed(metadata));
                valueOfField[index] = bins.size() + expressions.size() - 1;
            }
        } else if (bins.contains(SchemaBins.binName(field)) && CountedValue.of(field) != CountedValue.HLL_COUNT) {
            valueOfField[index] = List.copyOf(bins).indexOf(SchemaBins.binName(field));
            shapes[index] = new ValueShape(formOfBin(field), FieldPath.of(field));
        } else if (CountedValue.of(field) != null) {
            expressions.add(counted(field, SchemaBins.binName(field)));
            valueOfField[index] = bins.size() + expressions.size() - 1;
            shapes[index] = new ValueShape(Form.COUNTED, List.of());
        } else {
            valueOfField[index] = bins.size() + maps.indexOf(map(field));
            shapes[index] = new ValueShape(Form.SUBSET, isStruct(field) ? List.of() : keys(field));
        }
    }

    private static Form formOfBin(Field field) {
        CountedValue counted = CountedValue.of(field);
        return counted == null ? Form.BIN : counted == CountedValue.ELEMENTS ? Form.ELEMENTS : Form.BYTES;
    }

    private ExpressionRead counted(Field field, String bin) {
        return CountedValue.of(field) == CountedValue.HLL_COUNT
                ? ExpressionRead.hllCount(unusedName(), field.getName(), bin)
                : ExpressionRead.elements(unusedName(), field.getName(), bin);
    }

    private ExpressionRead computed(MetadataColumn metadata) {
        return metadata == MetadataColumn.RECORD_SIZE
                ? ExpressionRead.recordSize(unusedName(), metadata.columnName())
                : ExpressionRead.lastUpdate(unusedName(), metadata.columnName());
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
        return BinSelection.of(List.copyOf(bins));
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

    /** How a field's value lies in that value. */
    public ValueShape shape(int field) {
        return shapes[field];
    }
}
