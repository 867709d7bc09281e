package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.internal.arrow.check.VectorCheck;
import io.aeroarrow.internal.arrow.schema.SchemaBins;
import io.aeroarrow.internal.request.WriteEncoder;
import io.aeroarrow.internal.value.ValueText;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.ListValue;
import io.aeroarrow.model.Value.NullValue;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.policy.TimeToLive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Encodes the rows of a root as writes. */
public final class RowEncoder implements AutoCloseable {

    private final WriteSpec spec;
    private final KeyColumn keys;
    private final IntFunction<Value> keyValues;
    private final KeyDigests digests;
    private final @Nullable IntFunction<Value> generations;
    private final @Nullable IntFunction<Value> timesToLive;
    private final @Nullable IntFunction<Value> untouched;
    private final List<BinColumn> bins = new ArrayList<>();
    private final NullBins nulls;

    /**
     * Finds the columns of a root.
     *
     * @throws IllegalArgumentException if a column is missing or damaged, or its type cannot be written
     */
    public RowEncoder(
            WriteSpec spec,
            VectorSchemaRoot root,
            DictionaryProvider dictionaries,
            KeyDigests digests,
            BufferAllocator allocator) {
        this.spec = spec;
        this.digests = digests;
        requireReadable(spec, root, dictionaries);
        VectorValues values =
                new VectorValues(dictionaries, spec.orderedMaps(), spec.decimals(), storedFields(spec, root));
        nulls = spec.effectiveNulls();
        generations = optional(root, spec.generationColumn(), "generations", values);
        timesToLive = optional(root, spec.timeToLiveColumn(), "times to live", values);
        untouched = optional(root, untouchedColumn(spec, root), "untouched bins", values);
        if (!spec.deletes()) {
            addBins(root, values);
        }
        FieldVector keyVector = column(root, spec.keyColumn(), "keys");
        keyValues = values.of(keyVector);
        digests.startAt(0);
        // Last, as it must be closed: an exception before leaks nothing.
        keys = KeyColumn.toWrite(keyVector, spec.keysAreDigests(), dictionaries, allocator);
    }

    private static void requireReadable(WriteSpec spec, VectorSchemaRoot root, DictionaryProvider dictionaries) {
        String untouched = untouchedColumn(spec, root);
        for (FieldVector vector : root.getFieldVectors()) {
            String name = vector.getName();
            boolean isRead = spec.isControl(name)
                    || name.equals(spec.keyColumn())
                    || name.equals(untouched)
                    || (!spec.deletes() && SchemaBins.isBin(vector.getField()));
            if (isRead) {
                VectorCheck.requireReadable(vector, root.getRowCount(), dictionaries);
            }
        }
    }

    private static IdentityHashMap<FieldVector, Field> storedFields(WriteSpec spec, VectorSchemaRoot root) {
        if (spec.stored() == null || spec.deletes()) {
            return new IdentityHashMap<>();
        }
        return spec.stored()
                .of(root.getFieldVectors().stream()
                        .filter(vector -> !spec.isControl(vector.getName()) && SchemaBins.isBin(vector.getField()))
                        .toList());
    }

    private void addBins(VectorSchemaRoot root, VectorValues values) {
        Set<String> names = new HashSet<>();
        for (FieldVector vector : root.getFieldVectors()) {
            if (!spec.isControl(vector.getName()) && SchemaBins.isBin(vector.getField())) {
                BinColumn column = new BinColumn(vector, values);
                if (!names.add(column.bin())) {
                    throw new IllegalArgumentException("two columns write the bin '" + column.bin()
                            + "'; the columns are " + columnNames(root) + ". Leave one out, or rename it.");
                }
                bins.add(column);
            }
        }
        if (bins.isEmpty()) {
            throw new IllegalArgumentException("the rows have no bin column; their columns are " + columnNames(root));
        }
    }

    private static @Nullable String untouchedColumn(WriteSpec spec, VectorSchemaRoot root) {
        String mismatches = MetadataColumn.MISMATCH.columnName();
        return spec.untouchedColumn() == null && root.getVector(mismatches) != null
                ? mismatches
                : spec.untouchedColumn();
    }

    private static FieldVector column(VectorSchemaRoot root, String name, String what) {
        FieldVector found = root.getVector(name);
        if (columnNames(root).stream().filter(name::equals).count() > 1) {
            throw new IllegalArgumentException(
                    "there are two columns '" + name + "' for the " + what + "; the columns are " + columnNames(root));
        }
        if (found == null) {
            throw new IllegalArgumentException(
                    "there is no column '" + name + "' for the " + what + "; the columns are " + columnNames(root));
        }
        return found;
    }

    private static List<String> columnNames(VectorSchemaRoot root) {
        return root.getSchema().getFields().stream()
                .map(field -> field.getName())
                .toList();
    }

    private static @Nullable IntFunction<Value> optional(
            VectorSchemaRoot root, @Nullable String name, String what, VectorValues values) {
        return name == null ? null : values.of(column(root, name, what));
    }

    /**
     * Encodes a row. Call this in the order of the rows.
     *
     * @return false if the row has nothing to write, because all its bins are null and left unchanged; it is left out
     * @throws IllegalArgumentException if the row's key is invalid, or its values cannot be written; the row is then
     *     left out
     */
    public boolean write(int row, WriteEncoder out) {
        String problem = keys.problem(row);
        if (problem != null) {
            throw new IllegalArgumentException("the key in column '" + spec.keyColumn() + "' " + problem);
        }
        out.begin(digests.address(keys, row));
        try {
            writeHeader(row, out);
            if (spec.policy().sendKey()) {
                keys.send(row, out);
            }
            if (!spec.deletes() && !writeBins(row, out)) {
                out.drop();
                return false;
            }
        } catch (RuntimeException e) {
            out.drop();
            throw e;
        }
        out.end();
        return true;
    }

    private void writeHeader(int row, WriteEncoder out) {
        Integer generation = number(generations, row, spec.generationColumn());
        if (generation != null) {
            out.generation(new GenerationCheck(spec.generationKind(), generation));
        }
        Integer seconds = number(timesToLive, row, spec.timeToLiveColumn());
        if (seconds != null) {
            out.timeToLive(timeToLive(seconds, spec.timeToLiveColumn()));
        }
    }

    private static int timeToLive(int seconds, @Nullable String column) {
        try {
            return new TimeToLive(seconds).seconds();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("column '" + column + "': " + e.getMessage(), e);
        }
    }

    /** Returns false if there is no bin to write. */
    private boolean writeBins(int row, WriteEncoder out) {
        List<Value> untouchedBins = untouchedBins(row);
        for (BinColumn column : bins) {
            if (column.isAmong(untouchedBins)) {
                continue;
            }
            if (!column.write(row, out)) {
                writeNull(column, out);
            }
        }
        if (out.bins() == 0 && spec.replaces()) {
            throw new IllegalArgumentException(
                    "all bins of the row are null, and a replaced record needs a bin; delete the record instead");
        }
        return out.bins() > 0;
    }

    private void writeNull(BinColumn column, WriteEncoder out) {
        switch (nulls) {
            case DELETE -> column.remove(out);
            case SKIP -> {
                // The bin stays unchanged.
            }
            case FAIL ->
                throw new IllegalArgumentException("bin '" + column.bin()
                        + "' is null, and nulls are set to FAIL; write a value, or set nulls to DELETE or SKIP");
        }
    }

    private List<Value> untouchedBins(int row) {
        return untouched != null && untouched.apply(row) instanceof ListValue names ? names.values() : List.of();
    }

    private static @Nullable Integer number(@Nullable IntFunction<Value> column, int row, @Nullable String name) {
        Value value = column == null ? Value.ofNull() : column.apply(row);
        if (value instanceof NullValue) {
            return null;
        }
        if (value instanceof IntegerValue number && number.value() == (int) number.value()) {
            return (int) number.value();
        }
        throw new IllegalArgumentException(
                "column '" + name + "' holds " + ValueText.of(value) + ", which is not a 32-bit integer");
    }

    /** Returns the key of a row; empty if it is invalid. */
    public Optional<Key> key(int row) {
        if (keys.problem(row) != null) {
            return Optional.empty();
        }
        Value key = keyValues.apply(row);
        return Optional.of(
                spec.keysAreDigests()
                        ? Key.ofDigest(spec.namespace(), spec.set(), ((BlobValue) key).bytes())
                        : new Key(spec.namespace(), spec.set(), key));
    }

    @Override
    public void close() {
        keys.close();
    }
}
