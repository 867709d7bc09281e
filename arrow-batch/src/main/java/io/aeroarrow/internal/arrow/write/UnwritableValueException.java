package io.aeroarrow.internal.arrow.write;

import org.apache.arrow.vector.types.pojo.Field;

/** Reports a value that no bin can hold. The row of the value fails. */
final class UnwritableValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String reason;

    UnwritableValueException(Field field, String reason) {
        super("column '" + field.getName() + "': " + reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
