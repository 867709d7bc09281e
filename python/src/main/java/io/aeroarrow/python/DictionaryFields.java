package io.aeroarrow.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.c.CDataDictionaryProvider;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

/**
 * Schemas with dictionary-encoded fields. A declared field has the type of the values; Arrow's C data interface has the type
 * of the indices, and the values in a dictionary.
 */
final class DictionaryFields {

    private DictionaryFields() {}

    /** Imports a declared schema, and moves its content out. */
    static Schema imported(BufferAllocator allocator, long address) {
        try (CDataDictionaryProvider dictionaries = new CDataDictionaryProvider()) {
            Schema schema = Data.importSchema(allocator, ArrowSchema.wrap(address), dictionaries);
            List<Field> fields = new ArrayList<>();
            for (Field field : schema.getFields()) {
                fields.add(DictionaryUtility.toMessageFormat(field, dictionaries, new HashSet<>()));
            }
            return new Schema(fields, schema.getCustomMetadata());
        }
    }

    /** Exports a schema to an empty structure. */
    static void export(BufferAllocator allocator, Schema schema, long address) {
        Map<Long, Dictionary> dictionaries = new HashMap<>();
        try {
            List<Field> fields = new ArrayList<>();
            for (Field field : schema.getFields()) {
                fields.add(DictionaryUtility.toMemoryFormat(field, allocator, dictionaries));
            }
            MapDictionaryProvider provider = new MapDictionaryProvider();
            dictionaries.values().forEach(provider::put);
            Data.exportSchema(
                    allocator, new Schema(fields, schema.getCustomMetadata()), provider, ArrowSchema.wrap(address));
        } finally {
            dictionaries.values().forEach(dictionary -> dictionary.getVector().close());
        }
    }
}
