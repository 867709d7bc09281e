package io.aeroarrow.internal.arrow.write;

import org.apache.arrow.vector.types.pojo.Field;

/** Reports a value that no bin can hold. The row of the value fails. */
final class UnwritableValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** The fields of structs that lead to the value, each after a dot. */
    private final String path;

    private final String reason;

    UnwritableValueException(Field field, String reason) {
        this(field.getName(), "", reason);
    }

    UnwritableValueException(Field field, String reason, Exception cause) {
        this(field, reason);
        initCause(cause);
    }

    private UnwritableValueException(String column, String path, String reason) {
        super("column '" + column + path + "': " + reason);
        this.path = path;
        this.reason = reason;
    }

    /** Returns the error of a value in this field of a struct. */
    UnwritableValueException inField(Field field) {
        return new UnwritableValueException(field.getName(), "." + field.getName() + path, reason);
    }

    /** Returns the error of a value within this column. */
    UnwritableValueException inColumn(Field field) {
        return new UnwritableValueException(field.getName(), path, reason);
    }

    String reason() {
        return reason;
    }
}
