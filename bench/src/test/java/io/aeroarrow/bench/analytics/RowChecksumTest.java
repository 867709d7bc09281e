package io.aeroarrow.bench.analytics;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** Vectors are compared value by value, in any order of their rows. */
class RowChecksumTest {

    private static final Schema SCHEMA = new Schema(
            List.of(Field.nullable("id", new ArrowType.Int(64, true)), Field.nullable("name", new ArrowType.Utf8())));

    @Test
    void ignoresTheOrderOfRows() {
        RowChecksum seen = seen(List.of("a", "b"), 0, 1);
        assertThatCode(() -> seen(List.of("b", "a"), 1, 0).requireSameAs(seen, "another"))
                .doesNotThrowAnyException();
    }

    @Test
    void reportsADifferentValue() {
        RowChecksum seen = seen(List.of("a", "b"), 0, 1);
        assertThatThrownBy(() -> seen(List.of("a", "c"), 0, 1).requireSameAs(seen, "another"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another read other rows than AeroArrow");
    }

    @Test
    void reportsMissingRows() {
        assertThatThrownBy(() -> seen(List.of("a"), 0).require(2, 1)).hasMessageContaining("1 rows with a sum of 0");
    }

    private static RowChecksum seen(List<String> names, long... ids) {
        RowChecksum seen = RowChecksum.comparing();
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator)) {
            for (int i = 0; i < ids.length; i++) {
                ((BigIntVector) root.getVector("id")).setSafe(i, ids[i]);
                ((VarCharVector) root.getVector("name")).setSafe(i, names.get(i).getBytes(StandardCharsets.UTF_8));
            }
            root.setRowCount(ids.length);
            seen.add(root);
        }
        return seen;
    }
}
