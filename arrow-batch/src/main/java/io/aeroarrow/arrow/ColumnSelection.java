package io.aeroarrow.arrow;

import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.StoredSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Chooses the columns of a read and the source of their types. */
sealed interface ColumnSelection {

    /**
     * Returns the schema of the read.
     *
     * @param stored reads the stored schema; called only if no schema is declared
     * @param inferred reads a sample; called only if the types are not known otherwise
     * @throws IllegalArgumentException if the stored schema or the sample does not have a named column
     */
    Schema schema(Supplier<Optional<StoredSchema>> stored, Supplier<InferredSchema> inferred);

    /** All bins of a sample. */
    record All() implements ColumnSelection {
        @Override
        public Schema schema(Supplier<Optional<StoredSchema>> stored, Supplier<InferredSchema> inferred) {
            return stored.get()
                    .map(StoredSchema::schema)
                    .orElseGet(() -> inferred.get().bins());
        }
    }

    /** A declared schema. */
    record Declared(Schema schema) implements ColumnSelection {
        @Override
        public Schema schema(Supplier<Optional<StoredSchema>> stored, Supplier<InferredSchema> inferred) {
            return schema;
        }
    }

    /** Columns by name, with types from the stored schema or a sample, and metadata columns. */
    record Named(List<String> names) implements ColumnSelection {

        public Named {
            names = List.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("no column is named; name at least one");
            }
        }

        @Override
        public Schema schema(Supplier<Optional<StoredSchema>> stored, Supplier<InferredSchema> inferred) {
            boolean needsSample = names.stream()
                    .map(MetadataColumn::named)
                    .anyMatch(metadata -> metadata == null || metadata == MetadataColumn.KEY);
            if (!needsSample) {
                return new Schema(names.stream().map(Named::metadata).toList());
            }
            Optional<StoredSchema> known = stored.get();
            if (known.isPresent()) {
                StoredSchema table = known.get();
                return new Schema(
                        names.stream().map(name -> field(name, table, inferred)).toList());
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
                throw new IllegalStateException(name + " is not a metadata column");
            }
            return metadata.field();
        }

        private static Field field(String name, StoredSchema table, Supplier<InferredSchema> inferred) {
            List<Field> columns = table.schema().getFields();
            for (Field column : columns) {
                if (column.getName().equals(name)) {
                    return column;
                }
            }
            MetadataColumn metadata = MetadataColumn.named(name);
            if (metadata == MetadataColumn.KEY) {
                return table.key().orElseGet(() -> inferred.get().key());
            } else if (metadata != null) {
                return metadata.field();
            }
            throw new IllegalArgumentException("the stored schema of '" + table.namespace() + "." + table.set()
                    + "' has no column '" + name + "'; its columns are "
                    + columns.stream().map(Field::getName).toList()
                    + ". Declare a schema, or read without the schema set.");
        }

        private static Field field(String name, InferredSchema sample) {
            MetadataColumn metadata = MetadataColumn.named(name);
            if (metadata != null) {
                return metadata == MetadataColumn.KEY ? sample.key() : metadata.field();
            }
            List<String> known =
                    sample.bins().getFields().stream().map(Field::getName).toList();
            if (!known.contains(name)) {
                throw new IllegalArgumentException("no record of the sample of " + sample.records() + " has a bin '"
                        + name + "'; the sample has the bins " + known
                        + ". Declare the bin in a schema to read it anyway");
            }
            return sample.bins().findField(name);
        }
    }
}
