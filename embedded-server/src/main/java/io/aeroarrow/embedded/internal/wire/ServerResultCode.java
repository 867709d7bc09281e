package io.aeroarrow.embedded.internal.wire;

/** The result codes that this server answers with. */
public final class ServerResultCode {
    public static final int OK = 0;
    public static final int UNKNOWN = 1;
    public static final int NOT_FOUND = 2;
    public static final int GENERATION = 3;
    public static final int PARAMETER = 4;
    public static final int RECORD_EXISTS = 5;
    public static final int BIN_EXISTS = 6;
    public static final int OUT_OF_SPACE = 8;
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
    public static final int ELEMENT_NOT_FOUND = 23;
    public static final int ELEMENT_EXISTS = 24;
    public static final int ENTERPRISE_ONLY = 25;
    public static final int OP_NOT_APPLICABLE = 26;
    public static final int FILTERED_OUT = 27;
    public static final int SECURITY_OK_LAST = 50;
    public static final int SECURITY_NOT_SUPPORTED = 51;
    public static final int SECURITY_SCHEME = 53;
    public static final int SECURITY_COMMAND = 54;
    public static final int SECURITY_FIELD = 55;
    public static final int UNKNOWN_USER = 60;
    public static final int USER_EXISTS = 61;
    public static final int WRONG_PASSWORD = 62;
    public static final int WRONG_CREDENTIAL = 65;
    public static final int EXPIRED_SESSION = 66;
    public static final int UNKNOWN_ROLE = 70;
    public static final int ROLE_EXISTS = 71;
    public static final int UNKNOWN_PRIVILEGE = 72;
    public static final int QUOTAS_NOT_ENABLED = 74;
    public static final int NOT_AUTHENTICATED = 80;
    public static final int ROLE_VIOLATION = 81;
    public static final int LDAP_AUTHENTICATION = 93;
    public static final int UDF_EXECUTION = 100;
    public static final int INVALID_GEOJSON = 160;
    public static final int INDEX_NOT_FOUND = 201;

    private ServerResultCode() {}
}
