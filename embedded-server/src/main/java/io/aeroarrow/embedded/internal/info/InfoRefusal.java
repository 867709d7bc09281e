package io.aeroarrow.embedded.internal.info;

/** Ends an info command with an error value. */
final class InfoRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int NAMESPACE = 20;
    private static final int PARAMETER = 4;

    InfoRefusal(String answer) {
        // The message is the answer, so it needs no stack trace.
        super(answer, null, false, false);
    }

    /** An error about a parameter. Its code depends on the parameter. */
    static InfoRefusal of(String parameter, String message) {
        return new InfoRefusal(InfoError.of(parameter.equals("namespace") ? NAMESPACE : PARAMETER, message));
    }

    String answer() {
        return String.valueOf(getMessage());
    }
}
