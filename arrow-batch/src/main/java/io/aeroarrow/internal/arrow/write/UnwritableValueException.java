package io.aeroarrow.internal.arrow.write;

import org.apache.arrow.vector.types.pojo.Field;

/** A value that no bin can hold; its row fails. */
final class UnwritableValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String why;

    UnwritableValueException(Field field, String why) {
        super("column '" + field.getName() + "': " + why);
        this.why = why;
    }

    String why() {
        return why;
    }
}
