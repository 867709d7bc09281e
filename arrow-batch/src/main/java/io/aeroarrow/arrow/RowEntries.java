package io.aeroarrow.arrow;

import io.aeroarrow.model.BatchEntry;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.GenerationCheck;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.TimeToLive;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.ListValue;
import io.aeroarrow.model.Value.NullValue;
import io.aeroarrow.model.WritePolicy;
import io.aeroarrow.vector.Metadata;
import io.aeroarrow.vector.ReadSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.jspecify.annotations.Nullable;

/** Makes what is to be written of the rows of a root; the columns are looked up once. */
final class RowEntries {

    /** A bin and where its values come from. */
    private record BinColumn(String bin, Value name, IntFunction<Value> values) {}

    private final WriteSpec spec;
    private final IntFunction<Value> keys;
    private final @Nullable IntFunction<Value> generations;
    private final @Nullable IntFunction<Value> timesToLive;
    private final @Nullable IntFunction<Value> untouched;
    private final List<BinColumn> bins = new ArrayList<>();
    private final NullBins nulls;

    /**
     * @throws IllegalArgumentException if a column is missing, or of a type that cannot be written
     */
    RowEntries(WriteSpec spec, VectorSchemaRoot root, DictionaryProvider dictionaries) {
        this.spec = spec;
        VectorValues values = new VectorValues(dictionaries, spec.orderedMaps());
        nulls = spec.effectiveNulls();
        keys = values.of(column(root, spec.keyColumn(), "keys"));
        generations = optional(root, spec.generationColumn(), "generations", values);
        timesToLive = optional(root, spec.timeToLiveColumn(), "times to live", values);
        untouched = optional(root, untouchedColumn(spec, root), "bins to leave alone", values);
        if (spec.deletes()) {
            return;
        }
        for (FieldVector vector : root.getFieldVectors()) {
            if (!spec.isControl(vector.getName()) && ReadSchema.isBin(vector.getField())) {
                String bin = ReadSchema.binName(vector.getField());
                bins.add(new BinColumn(bin, Value.of(bin), values.of(vector)));
            }
        }
        if (bins.isEmpty()) {
            throw new IllegalArgumentException("there is no column of a bin to write; the columns are "
                    + root.getSchema().getFields().stream()
                            .map(field -> field.getName())
                            .toList());
        }
    }

    private static @Nullable String untouchedColumn(WriteSpec spec, VectorSchemaRoot root) {
        String mismatches = Metadata.MISMATCH.columnName();
        return spec.untouchedColumn() == null && root.getVector(mismatches) != null
                ? mismatches
                : spec.untouchedColumn();
    }

    private static FieldVector column(VectorSchemaRoot root, String name, String what) {
        FieldVector found = root.getVector(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "there is no column '" + name + "' for the " + what + "; the columns are "
                            + root.getSchema().getFields().stream()
                                    .map(field -> field.getName())
                                    .toList());
        }
        return found;
    }

    private static @Nullable IntFunction<Value> optional(
            VectorSchemaRoot root, @Nullable String name, String what, VectorValues values) {
        return name == null ? null : values.of(column(root, name, what));
    }

    /**
     * The key of a row.
     *
     * @throws IllegalArgumentException if it is null, or none that a record can have
     */
    Key key(int row) {
        Value key = keys.apply(row);
        if (key instanceof NullValue) {
            throw new IllegalArgumentException("its key, '" + spec.keyColumn() + "', is null");
        }
        if (!spec.keysAreDigests()) {
            return new Key(spec.namespace(), spec.set(), key);
        } else if (key instanceof BlobValue digest) {
            return Key.ofDigest(spec.namespace(), spec.set(), digest.bytes());
        }
        throw new IllegalArgumentException("'" + spec.keyColumn() + "' holds " + key + ", which is no digest");
    }

    /**
     * What to write for a row.
     *
     * @throws IllegalArgumentException if that cannot be written
     */
    BatchEntry entry(int row, Key key) {
        if (spec.deletes()) {
            return BatchEntry.delete(key).withPolicy(policy(row));
        }
        List<Value> leftAlone = leftAlone(row);
        List<Bin> written = new ArrayList<>(bins.size());
        for (BinColumn column : bins) {
            if (!leftAlone.isEmpty() && leftAlone.contains(column.name)) {
                continue;
            }
            Value value = column.values.apply(row);
            if (!(value instanceof NullValue) || nulls == NullBins.DELETE) {
                written.add(new Bin(column.bin, value));
            } else if (nulls == NullBins.FAIL) {
                throw new IllegalArgumentException("bin '" + column.bin + "' is null");
            }
        }
        if (written.isEmpty()) {
            throw new IllegalArgumentException(
                    "all its bins are null or left alone, so that there is nothing to write");
        }
        return BatchEntry.put(key, written).withPolicy(policy(row));
    }

    private List<Value> leftAlone(int row) {
        return untouched != null && untouched.apply(row) instanceof ListValue names ? names.values() : List.of();
    }

    private WritePolicy policy(int row) {
        WritePolicy policy = spec.policy();
        Integer generation = number(generations, row, spec.generationColumn());
        if (generation != null) {
            policy = policy.withGeneration(new GenerationCheck(spec.generationKind(), generation));
        }
        Integer seconds = number(timesToLive, row, spec.timeToLiveColumn());
        return seconds == null ? policy : policy.withTimeToLive(new TimeToLive(seconds));
    }

    private static @Nullable Integer number(@Nullable IntFunction<Value> column, int row, @Nullable String name) {
        Value value = column == null ? Value.ofNull() : column.apply(row);
        if (value instanceof NullValue) {
            return null;
        }
        if (value instanceof IntegerValue number && number.value() == (int) number.value()) {
            return (int) number.value();
        }
        throw new IllegalArgumentException("column '" + name + "' holds " + value + ", which is no 32-bit integer");
    }
}
