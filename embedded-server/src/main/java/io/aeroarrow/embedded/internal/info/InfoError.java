package io.aeroarrow.embedded.internal.info;

/** The error values of info commands. */
final class InfoError {
    static final String UNRECOGNIZED = of(4, "unrecognized command");
    static final String ENTERPRISE_ONLY = of(25, "enterprise only");
    static final String NO_NAMESPACE = of(20, "namespace not found on node");
    static final String NO_INDEX = of(201, "no index");

    private InfoError() {}

    static String of(int code, String message) {
        return "ERROR:" + code + ":" + message;
    }
}
