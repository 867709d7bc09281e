package io.aeroarrow.cli.internal.output;

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

/** Converts a short list of items to rows, so that commands that list items support all output formats. */
public final class Listing {

    private Listing() {}

    /** A column of a list. */
    public sealed interface Column<T> {

        String name();

        /** A text column. The function may return null. */
        record Text<T>(String name, Function<T, @Nullable String> value) implements Column<T> {}

        /** A column of 64-bit integers. */
        record Count<T>(String name, ToLongFunction<T> value) implements Column<T> {}
    }

    /** Returns the items as rows. The caller closes the root. */
    public static <T> VectorSchemaRoot root(List<T> items, List<Column<T>> columns, BufferAllocator allocator) {
        List<FieldVector> vectors =
                columns.stream().map(column -> vector(items, column, allocator)).toList();
        VectorSchemaRoot root = new VectorSchemaRoot(vectors);
        root.setRowCount(items.size());
        return root;
    }

    private static <T> FieldVector vector(List<T> items, Column<T> column, BufferAllocator allocator) {
        if (column instanceof Column.Count<T> count) {
            BigIntVector numbers = new BigIntVector(count.name(), allocator);
            for (int i = 0; i < items.size(); i++) {
                numbers.setSafe(i, count.value().applyAsLong(items.get(i)));
            }
            return counted(numbers, items.size());
        }
        Column.Text<T> text = (Column.Text<T>) column;
        VarCharVector texts = new VarCharVector(text.name(), allocator);
        for (int i = 0; i < items.size(); i++) {
            String value = text.value().apply(items.get(i));
            if (value != null) {
                texts.setSafe(i, value.getBytes(StandardCharsets.UTF_8));
            }
        }
        return counted(texts, items.size());
    }

    private static FieldVector counted(FieldVector vector, int count) {
        vector.setValueCount(count);
        return vector;
    }
}
