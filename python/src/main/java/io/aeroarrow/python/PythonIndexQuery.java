package io.aeroarrow.python;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.cli.Conditions;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.query.IndexQuery;

/** Chooses an index and its entries, for Python. */
public final class PythonIndexQuery {

    private PythonIndexQuery() {}

    /**
     * Chooses an index by what it is on.
     *
     * @param value the indexed bin, or the value in its list or map, in the language of {@code --where}
     * @param isPath whether it is such a value, and not the name of a bin
     * @param collection what is indexed: a constant of {@link IndexCollection} in lower case
     * @return the index
     */
    public static IndexQuery.Index index(String value, boolean isPath, String collection) {
        return IndexQuery.of(value(value, isPath), PythonScan.named(IndexCollection.class, "collection", collection));
    }

    static Operand value(String value, boolean isPath) {
        return isPath ? Conditions.parseOperand(value) : Filter.bin(value);
    }

    /**
     * Chooses an index by its name.
     *
     * @param name the name of the index
     * @return the index
     */
    public static IndexQuery.Index named(String name) {
        return IndexQuery.named(name);
    }
}
