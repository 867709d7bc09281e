package io.aeroarrow.spark.internal.write;

/** A save that was to write to a set without records only. */
public final class RecordsExistException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RecordsExistException(String table) {
        super("'" + table
                + "' holds records, and the save mode errorifexists, which Spark takes where none is given, writes only"
                + " where there are none; use .mode(\"append\"), \"overwrite\" or \"ignore\"");
    }
}
