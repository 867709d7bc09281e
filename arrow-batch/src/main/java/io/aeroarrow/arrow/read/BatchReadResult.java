package io.aeroarrow.arrow.read;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/**
 * What a batch read has found. Closing it gives back all of it.
 *
 * @param root one row for each key, in their order
 * @param dictionaries those of the fields that are encoded by one
 */
public record BatchReadResult(
        VectorSchemaRoot root, DictionaryProvider.MapDictionaryProvider dictionaries, ReadMetrics metrics)
        implements AutoCloseable {

    @Override
    public void close() {
        root.close();
        for (long id : dictionaries.getDictionaryIds()) {
            dictionaries.lookup(id).getVector().close();
        }
    }
}
