package io.aeroarrow.embedded.wire;

/** Result codes this server answers with. */
public final class ResultCode {
    public static final int OK = 0;
    public static final int UNKNOWN = 1;
    public static final int NOT_FOUND = 2;
    public static final int GENERATION = 3;
    public static final int PARAMETER = 4;
    public static final int RECORD_EXISTS = 5;
    public static final int BIN_EXISTS = 6;
    public static final int TIMEOUT = 9;
    public static final int UNAVAILABLE = 11;
    public static final int INCOMPATIBLE_TYPE = 12;
    public static final int RECORD_TOO_BIG = 13;
    public static final int QUERY_ABORTED = 15;
    public static final int UNSUPPORTED_FEATURE = 16;
    public static final int BIN_NOT_FOUND = 17;
    public static final int KEY_MISMATCH = 19;
    public static final int NAMESPACE = 20;
    public static final int BIN_NAME = 21;
    public static final int ENTERPRISE_ONLY = 25;
    public static final int OP_NOT_APPLICABLE = 26;
    public static final int FILTERED_OUT = 27;
    public static final int SECURITY_NOT_SUPPORTED = 51;
    public static final int UDF_EXECUTION = 100;
    public static final int INVALID_GEOJSON = 160;
    public static final int INDEX_NOT_FOUND = 201;

    private ResultCode() {}
}
