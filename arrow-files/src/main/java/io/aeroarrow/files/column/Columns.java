package io.aeroarrow.files.column;

import java.util.HashSet;
import java.util.Set;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** What columns have in common, whatever they become. */
public final class Columns {

    private Columns() {}

    /** The vector that holds the values: an extension type's storage, or the vector itself. */
    public static FieldVector storage(FieldVector vector) {
        return vector instanceof ExtensionTypeVector<?> extension
                ? storage((FieldVector) extension.getUnderlyingVector())
                : vector;
    }

    public static FieldVector dictionary(Field field, DictionaryProvider dictionaries) {
        long id = field.getDictionary().getId();
        Dictionary dictionary = dictionaries.lookup(id);
        if (dictionary == null) {
            throw new IllegalArgumentException("column " + field.getName() + " is encoded by dictionary " + id
                    + ", which the source does not have");
        }
        return dictionary.getVector();
    }

    public static void requireDistinctNames(Schema schema, String what) {
        Set<String> names = new HashSet<>();
        for (Field field : schema.getFields()) {
            if (!names.add(field.getName())) {
                throw new IllegalArgumentException(what + " has two columns named " + field.getName());
            }
        }
    }

    public static IllegalArgumentException notHere(Field field) {
        return new IllegalArgumentException("column " + field.getName() + " has type " + field.getType()
                + ", which has no form in this format: use an Arrow file");
    }
}
