package io.aeroarrow.cli.internal.process;

/** Thrown if a set does not exist. */
public final class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NotFoundException(String message) {
        super(message);
    }
}
