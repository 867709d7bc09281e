package io.aeroarrow.arrow;

import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.arrow.schema.MetadataColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Which columns a read gives, and who says of which types. */
sealed interface ColumnSelection {

    /**
     * The schema to read by.
     *
     * @param inferred asks the server for a sample; only asked where that is needed
     * @throws IllegalArgumentException if a column is named that the sample does not have
     */
    Schema schema(Supplier<InferredSchema> inferred);

    /** All bins, as a sample has them. */
    record All() implements ColumnSelection {
        @Override
        public Schema schema(Supplier<InferredSchema> inferred) {
            return inferred.get().bins();
        }
    }

    /** As declared. */
    record Declared(Schema schema) implements ColumnSelection {
        @Override
        public Schema schema(Supplier<InferredSchema> inferred) {
            return schema;
        }
    }

    /** By name: bins of the types that a sample has them of, and record metadata. */
    record Named(List<String> names) implements ColumnSelection {

        public Named {
            names = List.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("no column is named");
            }
        }

        @Override
        public Schema schema(Supplier<InferredSchema> inferred) {
            boolean needsSample = names.stream()
                    .map(MetadataColumn::named)
                    .anyMatch(metadata -> metadata == null || metadata == MetadataColumn.KEY);
            if (!needsSample) {
                return new Schema(names.stream().map(Named::metadata).toList());
            }
            InferredSchema sample = inferred.get();
            List<Field> fields = new ArrayList<>();
            for (String name : names) {
                fields.add(field(name, sample));
            }
            return new Schema(fields);
        }

        private static Field metadata(String name) {
            MetadataColumn metadata = MetadataColumn.named(name);
            if (metadata == null) {
                throw new IllegalStateException(name + " is no metadata");
            }
            return metadata.field();
        }

        private static Field field(String name, InferredSchema sample) {
            MetadataColumn metadata = MetadataColumn.named(name);
            if (metadata != null) {
                return metadata == MetadataColumn.KEY ? sample.key() : metadata.field();
            }
            List<String> known =
                    sample.bins().getFields().stream().map(Field::getName).toList();
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "none of the " + sample.records() + " records of the sample has a bin '" + name
                                + "'; they have " + known + ". Name it in a schema to read it all the same");
            }
            return sample.bins().findField(name);
        }
    }
}
