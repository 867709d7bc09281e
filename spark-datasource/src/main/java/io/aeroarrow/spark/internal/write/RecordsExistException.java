package io.aeroarrow.spark.internal.write;

/** Thrown if a save with mode {@code ErrorIfExists} finds records. */
public final class RecordsExistException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    RecordsExistException(String table) {
        super("'" + table
                + "' holds records, and the save mode errorifexists (Spark's default) needs an empty set;"
                + " use .mode(\"append\"), \"overwrite\" or \"ignore\"");
    }
}
