package io.aeroarrow.arrow.read;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;

/**
 * The result of a batch read. The caller owns it; closing it frees the root and the dictionaries.
 *
 * @param root the rows, in the order of their keys
 * @param dictionaries the dictionaries of the dictionary-encoded fields; empty if there are none
 * @param metrics what the read has counted
 */
public record BatchReadResult(
        VectorSchemaRoot root, DictionaryProvider.MapDictionaryProvider dictionaries, ReadMetrics metrics)
        implements AutoCloseable {

    /** Frees the root and the dictionaries. */
    @Override
    public void close() {
        root.close();
        for (long id : dictionaries.getDictionaryIds()) {
            dictionaries.lookup(id).getVector().close();
        }
    }
}
