package io.aeroarrow.files.internal.parquet;

import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Finds the element of a list: inside its repeated level, or, in files of old writers, the repeated level itself. */
final class ListLevels {

    private ListLevels() {}

    /**
     * Returns the element's type.
     *
     * @throws IllegalArgumentException if the list has no repeated level
     */
    static Type element(GroupType list) {
        if (list.getFieldCount() != 1 || !list.getType(0).isRepetition(Repetition.REPEATED)) {
            throw new IllegalArgumentException(
                    "column " + list.getName() + " is a list without one repeated level." + " Rewrite the file.");
        }
        Type repeated = list.getType(0);
        return isElement(list) ? repeated : repeated.asGroupType().getType(0);
    }

    /** Returns whether the repeated level is the element, by the rules for old files in the Parquet format. */
    static boolean isElement(GroupType list) {
        Type repeated = list.getType(0);
        return repeated.isPrimitive()
                || repeated.asGroupType().getFieldCount() != 1
                || repeated.asGroupType().getType(0).isRepetition(Repetition.REPEATED)
                || repeated.getName().equals("array")
                || repeated.getName().equals(list.getName() + "_tuple");
    }
}
