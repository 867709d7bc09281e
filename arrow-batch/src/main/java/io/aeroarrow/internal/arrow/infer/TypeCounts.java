package io.aeroarrow.internal.arrow.infer;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.SampledValues;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** Counts the values of each type in a bin, in the elements of its lists, or in the keys or values of its maps. */
final class TypeCounts {

    private static final String ELEMENT = "element";
    /** Values nested deeper are not counted. */
    private static final int MAX_DEPTH = 32;

    private final Map<Integer, Long> counts = new TreeMap<>();
    private @Nullable TypeCounts elements;
    private @Nullable TypeCounts keys;
    private @Nullable TypeCounts values;
    private long bytes;
    /** Of the values of a bin; null for nested values. */
    private @Nullable ValueTally tally;

    void add(int particle) {
        counts.merge(particle, 1L, Long::sum);
    }

    /** Counts a value, and all values nested in it. {@code value} is the address of its bytes. */
    void add(int particle, long value, int length) {
        bytes += length;
        tally = tally == null ? new ValueTally() : tally;
        tally.add(particle, value, length);
        if (particle == Particle.LIST || particle == Particle.MAP) {
            MsgpackCursor cursor = new MsgpackCursor();
            cursor.wrap(value, length);
            cursor.next();
            addElement(cursor, MAX_DEPTH);
        } else {
            add(particle);
        }
    }

    private void addElement(MsgpackCursor value, int depth) {
        switch (value.kind()) {
            case NIL, EXTENSION -> {}
            case BOOL -> add(Particle.BOOL);
            case INTEGER, UNSIGNED -> add(Particle.INTEGER);
            case FLOAT -> add(Particle.FLOAT);
            case STRING -> add(Particle.STRING);
            case GEOJSON -> add(Particle.GEOJSON);
            case BLOB -> add(Particle.BLOB);
            case LIST -> addList(value, depth);
            case MAP -> addMap(value, depth);
        }
    }

    private void addList(MsgpackCursor list, int depth) {
        add(Particle.LIST);
        if (depth == 0) {
            list.skipInside();
            return;
        }
        TypeCounts inside = elements == null ? new TypeCounts() : elements;
        elements = inside;
        int count = list.enter();
        for (int i = 0; i < count; i++) {
            list.next();
            inside.addElement(list, depth - 1);
        }
    }

    private void addMap(MsgpackCursor map, int depth) {
        add(Particle.MAP);
        if (depth == 0) {
            map.skipInside();
            return;
        }
        TypeCounts keyCounts = keys == null ? new TypeCounts() : keys;
        TypeCounts valueCounts = values == null ? new TypeCounts() : values;
        keys = keyCounts;
        values = valueCounts;
        int pairs = map.enter();
        for (int i = 0; i < pairs; i++) {
            map.next();
            keyCounts.addElement(map, depth - 1);
            map.next();
            valueCounts.addElement(map, depth - 1);
        }
    }

    /** Returns how many values were counted. */
    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the stored size of the counted values of a bin. */
    long bytes() {
        return bytes;
    }

    /** Returns what the counted values of a bin have in common. */
    SampledValues values() {
        return (tally == null ? new ValueTally() : tally).result();
    }

    /** Returns the count of each type by its name, the most frequent type first. */
    Map<String, Long> byName() {
        Map<String, Long> named = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .forEach(seen -> named.merge(Particle.name(seen.getKey()), seen.getValue(), Long::sum));
        return named;
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /**
     * Returns a field of the narrowest type that holds every counted value. Bins of mixed types become text (strings
     * unchanged, other values as JSON), as do lists and maps whose elements have mixed types.
     */
    Field field(String name) {
        Field exact = exactField(name);
        return exact == null ? text(name) : exact;
    }

    private static Field text(String name) {
        return withBinType(name, new ArrowType.Utf8(), FieldMetadata.TEXT_TYPE);
    }

    private static Field withBinType(String name, ArrowType type, String binType) {
        return new Field(name, new FieldType(true, type, null, Map.of(FieldMetadata.TYPE_METADATA, binType)), null);
    }

    /** Returns the field; null if no type holds every value. */
    private @Nullable Field exactField(String name) {
        if (countedOnly(Particle.INTEGER) && !isEmpty()) {
            return nullable(name, new ArrowType.Int(Long.SIZE, true));
        } else if (countedOnly(Particle.INTEGER, Particle.FLOAT) && !isEmpty()) {
            return nullable(name, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
        } else if (countedOnly(Particle.BOOL) && !isEmpty()) {
            return nullable(name, new ArrowType.Bool());
        } else if (countedOnly(Particle.LIST) && elements != null) {
            return listField(name, elements);
        } else if (countedOnly(Particle.MAP) && keys != null && values != null) {
            return mapField(name, keys, values);
        } else if (countedOnly(Particle.GEOJSON) && !isEmpty()) {
            return withBinType(name, new ArrowType.Utf8(), "geojson");
        } else if (countedOnly(Particle.STRING, Particle.GEOJSON)) {
            return nullable(name, new ArrowType.Utf8());
        } else if (countedOnly(Particle.HLL)) {
            return withBinType(name, new ArrowType.Binary(), "hll");
        }
        boolean bytes = counts.keySet().stream().allMatch(seen -> Particle.isBlob(seen) || seen == Particle.STRING);
        return bytes ? nullable(name, new ArrowType.Binary()) : null;
    }

    private static Field listField(String name, TypeCounts elements) {
        Field element = elements.exactField(ELEMENT);
        return element == null
                ? text(name)
                : new Field(name, FieldType.nullable(new ArrowType.List()), List.of(element));
    }

    private static Field mapField(String name, TypeCounts keys, TypeCounts values) {
        Field key = keys.exactField(MapVector.KEY_NAME);
        Field value = values.exactField(MapVector.VALUE_NAME);
        if (key == null || value == null) {
            return text(name);
        }
        Field presentKey = new Field(MapVector.KEY_NAME, FieldType.notNullable(key.getType()), key.getChildren());
        Field pair = new Field(
                MapVector.DATA_VECTOR_NAME, FieldType.notNullable(new ArrowType.Struct()), List.of(presentKey, value));
        return new Field(name, FieldType.nullable(new ArrowType.Map(false)), List.of(pair));
    }

    private static Field nullable(String name, ArrowType type) {
        return new Field(name, FieldType.nullable(type), null);
    }

    private boolean countedOnly(int... particles) {
        return counts.keySet().stream()
                .allMatch(seen -> Arrays.stream(particles).anyMatch(allowed -> allowed == seen));
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(seen -> seen.getValue() + " " + Particle.name(seen.getKey()))
                .collect(Collectors.joining(", "));
    }
}
