package io.aeroarrow.files.internal.column;

import java.util.HashSet;
import java.util.Set;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Operations on vectors that all formats need. */
public final class FieldVectors {

    private FieldVectors() {}

    /** Returns the storage of an extension type, else the vector itself. */
    public static FieldVector storage(FieldVector vector) {
        return vector instanceof ExtensionTypeVector<?> extension
                ? storage((FieldVector) extension.getUnderlyingVector())
                : vector;
    }

    /**
     * Returns the values of a field's dictionary.
     *
     * @throws IllegalArgumentException if the source does not provide the dictionary
     */
    public static FieldVector dictionary(Field field, DictionaryProvider dictionaries) {
        long id = field.getDictionary().getId();
        Dictionary dictionary = dictionaries.lookup(id);
        if (dictionary == null) {
            throw new IllegalArgumentException("column " + field.getName() + " is encoded with dictionary " + id
                    + ", which the source does not provide");
        }
        return dictionary.getVector();
    }

    /** Throws an {@link IllegalArgumentException} if two columns have the same name. */
    public static void requireDistinctNames(Schema schema) {
        Set<String> names = new HashSet<>();
        for (Field field : schema.getFields()) {
            if (!names.add(field.getName())) {
                throw new IllegalArgumentException("the schema has two columns named " + field.getName());
            }
        }
    }

    /** Returns the error for a type that the format cannot hold. */
    public static IllegalArgumentException unsupported(Field field) {
        return new IllegalArgumentException("column " + field.getName() + " has type " + field.getType()
                + ", which this format does not support. Write an Arrow file.");
    }
}
