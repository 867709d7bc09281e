package io.aeroarrow.cli.output;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** A short list of things as rows, so that all commands write the same formats. */
public final class Listing {

    private Listing() {}

    /** A column of a list, and where its values come from. */
    public sealed interface Column<T> {

        String name();

        /** Of text; null is no value. */
        record Text<T>(String name, Function<T, @Nullable String> value) implements Column<T> {}

        /** Of whole numbers. */
        record Count<T>(String name, ToLongFunction<T> value) implements Column<T> {}
    }

    /** The rows, owned by the caller. */
    public static <T> VectorSchemaRoot root(List<T> things, List<Column<T>> columns, BufferAllocator allocator) {
        List<FieldVector> vectors = columns.stream()
                .map(column -> vector(things, column, allocator))
                .toList();
        VectorSchemaRoot root = new VectorSchemaRoot(vectors);
        root.setRowCount(things.size());
        return root;
    }

    private static <T> FieldVector vector(List<T> things, Column<T> column, BufferAllocator allocator) {
        if (column instanceof Column.Count<T> count) {
            BigIntVector numbers = new BigIntVector(count.name(), allocator);
            for (int i = 0; i < things.size(); i++) {
                numbers.setSafe(i, count.value().applyAsLong(things.get(i)));
            }
            return counted(numbers, things.size());
        }
        Column.Text<T> text = (Column.Text<T>) column;
        VarCharVector texts = new VarCharVector(text.name(), allocator);
        for (int i = 0; i < things.size(); i++) {
            String value = text.value().apply(things.get(i));
            if (value != null) {
                texts.setSafe(i, value.getBytes(StandardCharsets.UTF_8));
            }
        }
        return counted(texts, things.size());
    }

    private static FieldVector counted(FieldVector vector, int count) {
        vector.setValueCount(count);
        return vector;
    }
}
