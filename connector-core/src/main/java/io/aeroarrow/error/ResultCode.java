package io.aeroarrow.error;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The server's result codes. */
public enum ResultCode {
    /** Code 0: success. */
    OK(0, "success"),
    /** Code 1: unspecified error, or malformed list or map. */
    UNKNOWN(1, "unspecified error, or malformed list or map"),
    /** Code 2: record not found. */
    NOT_FOUND(2, "record not found"),
    /** Code 3: the record's generation is not the expected one. */
    GENERATION(3, "the record's generation is not the expected one"),
    /** Code 4: the request is malformed, or the record belongs to another set. */
    PARAMETER(4, "the request is malformed, or the record belongs to another set"),
    /** Code 5: the record exists already. */
    RECORD_EXISTS(5, "the record exists already"),
    /** Code 6: the bin exists already. */
    BIN_EXISTS(6, "the bin exists already"),
    /** Code 7: the cluster is changing; try again. */
    CLUSTER_KEY_MISMATCH(7, "the cluster is changing; try again", Kind.PASSING),
    /** Code 8: the namespace is out of space. */
    OUT_OF_SPACE(8, "the namespace is out of space"),
    /** Code 9: the server gave up after the time it was given. */
    TIMEOUT(9, "the server gave up after the time it was given", Kind.PASSING),
    /** Code 11: the partition is not available on this node. */
    UNAVAILABLE(11, "the partition is not available on this node", Kind.PASSING),
    /** Code 12: the operation does not fit the bin's type. */
    INCOMPATIBLE_TYPE(12, "the operation does not fit the bin's type"),
    /** Code 13: the record is larger than max-record-size. */
    RECORD_TOO_BIG(13, "the record is larger than max-record-size"),
    /** Code 14: too many operations at once on one record. */
    KEY_BUSY(14, "too many operations at once on one record", Kind.PASSING),
    /** Code 15: the query was aborted. */
    QUERY_ABORT(15, "the query was aborted"),
    /** Code 16: the server does not support this request. */
    UNSUPPORTED_FEATURE(16, "the server does not support this request"),
    /** Code 17: there is no such bin. */
    BIN_NOT_FOUND(17, "there is no such bin"),
    /** Code 18: the server's storage cannot keep up. */
    DEVICE_OVERLOAD(18, "the server's storage cannot keep up", Kind.PASSING),
    /** Code 19: the stored user key is another one. */
    KEY_MISMATCH(19, "the stored user key is another one"),
    /** Code 20: the namespace does not exist on this node; check its name with `asadm -e info`. */
    NAMESPACE(20, "the namespace does not exist on this node; check its name with `asadm -e info`"),
    /** Code 21: a bin name is longer than 15 bytes or otherwise not allowed. */
    BIN_NAME(21, "a bin name is longer than 15 bytes or otherwise not allowed"),
    /** Code 22: the server's configuration forbids it now. */
    FORBIDDEN(22, "the server's configuration forbids it now"),
    /** Code 23: the list or map has no such element. */
    ELEMENT_NOT_FOUND(23, "the list or map has no such element"),
    /** Code 24: the list or map has that element already. */
    ELEMENT_EXISTS(24, "the list or map has that element already"),
    /** Code 25: only the Enterprise Edition does this. */
    ENTERPRISE_ONLY(25, "only the Enterprise Edition does this"),
    /** Code 26: the operation cannot be applied. */
    OP_NOT_APPLICABLE(26, "the operation cannot be applied"),
    /** Code 27: the filter left the record out. */
    FILTERED_OUT(27, "the filter left the record out"),
    /** Code 28: another cluster's newer version of the record won. */
    LOST_CONFLICT(28, "another cluster's newer version of the record won"),
    /** Code 32: the record is being shipped to another cluster. */
    XDR_KEY_BUSY(32, "the record is being shipped to another cluster", Kind.PASSING),
    /** Code 51: this edition of the server has no security; connect without a user. */
    SECURITY_NOT_SUPPORTED(51, "this edition of the server has no security; connect without a user", Kind.ACCESS),
    /** Code 52: security is not enabled on the server; connect without a user. */
    SECURITY_NOT_ENABLED(52, "security is not enabled on the server; connect without a user", Kind.ACCESS),
    /** Code 53: the server does not know this version of the security protocol. */
    SECURITY_SCHEME(53, "the server does not know this version of the security protocol", Kind.ACCESS),
    /** Code 54: the server does not know this security command. */
    SECURITY_COMMAND(54, "the server does not know this security command", Kind.ACCESS),
    /** Code 55: the server does not accept a field of the security command. */
    SECURITY_FIELD(55, "the server does not accept a field of the security command", Kind.ACCESS),
    /** Code 56: the security command does not fit the connection's state. */
    SECURITY_STATE(56, "the security command does not fit the connection's state", Kind.ACCESS),
    /** Code 60: there is no such user. */
    USER(60, "there is no such user", Kind.ACCESS),
    /** Code 61: the user exists already. */
    USER_EXISTS(61, "the user exists already", Kind.ACCESS),
    /** Code 62: the password is wrong. */
    PASSWORD(62, "the password is wrong", Kind.ACCESS),
    /** Code 63: the password has expired. */
    PASSWORD_EXPIRED(63, "the password has expired", Kind.ACCESS),
    /** Code 64: the password is not allowed; choose another one. */
    PASSWORD_FORBIDDEN(64, "the password is not allowed; choose another one", Kind.ACCESS),
    /** Code 65: the user or password is wrong. */
    CREDENTIAL(65, "the user or password is wrong", Kind.ACCESS),
    /** Code 66: the login session has expired. */
    SESSION_EXPIRED(66, "the login session has expired", Kind.ACCESS),
    /** Code 70: there is no such role. */
    ROLE(70, "there is no such role", Kind.ACCESS),
    /** Code 71: the role exists already. */
    ROLE_EXISTS(71, "the role exists already", Kind.ACCESS),
    /** Code 72: there is no such privilege. */
    PRIVILEGE(72, "there is no such privilege", Kind.ACCESS),
    /** Code 73: the list of allowed addresses is malformed. */
    WHITELIST(73, "the list of allowed addresses is malformed", Kind.ACCESS),
    /** Code 74: quotas are not enabled on the server. */
    QUOTAS_NOT_ENABLED(74, "quotas are not enabled on the server", Kind.ACCESS),
    /** Code 75: the quota is not allowed. */
    QUOTA(75, "the quota is not allowed", Kind.ACCESS),
    /** Code 80: the connection is not logged in. */
    NOT_AUTHENTICATED(80, "the connection is not logged in", Kind.ACCESS),
    /** Code 81: the user's roles do not allow it. */
    ROLE_VIOLATION(81, "the user's roles do not allow it", Kind.ACCESS),
    /** Code 82: the user may not come from this address. */
    NOT_WHITELISTED(82, "the user may not come from this address", Kind.ACCESS),
    /** Code 83: the user's quota is used up for now. */
    QUOTA_EXCEEDED(83, "the user's quota is used up for now", Kind.PASSING),
    /** Code 90: LDAP is not configured on the server. */
    LDAP_NOT_CONFIGURED(90, "LDAP is not configured on the server", Kind.ACCESS),
    /** Code 91: the server could not set up LDAP. */
    LDAP_SETUP(91, "the server could not set up LDAP", Kind.ACCESS),
    /** Code 92: the server could not set up TLS to LDAP. */
    LDAP_TLS_SETUP(92, "the server could not set up TLS to LDAP", Kind.ACCESS),
    /** Code 93: LDAP does not accept the user or password. */
    LDAP_AUTHENTICATION(93, "LDAP does not accept the user or password", Kind.ACCESS),
    /** Code 94: the server could not query LDAP. */
    LDAP_QUERY(94, "the server could not query LDAP", Kind.ACCESS),
    /** Code 100: a user-defined function failed. */
    UDF_EXECUTION(100, "a user-defined function failed"),
    /** Code 120: another transaction holds the record. */
    TRANSACTION_BLOCKED(120, "another transaction holds the record", Kind.PASSING),
    /** Code 121: a record that the transaction has read was changed. */
    TRANSACTION_VERSION(121, "a record that the transaction has read was changed"),
    /** Code 122: the transaction's time is over. */
    TRANSACTION_EXPIRED(122, "the transaction's time is over"),
    /** Code 123: the transaction writes too many records. */
    TRANSACTION_TOO_BIG(123, "the transaction writes too many records"),
    /** Code 124: the transaction is committed already. */
    TRANSACTION_COMMITTED(124, "the transaction is committed already"),
    /** Code 125: the transaction is aborted already. */
    TRANSACTION_ABORTED(125, "the transaction is aborted already"),
    /** Code 126: the transaction holds the record already. */
    TRANSACTION_LOCKED(126, "the transaction holds the record already"),
    /** Code 127: the transaction has been started already. */
    TRANSACTION_EXISTS(127, "the transaction has been started already"),
    /** Code 150: batch requests are disabled on the server. */
    BATCH_DISABLED(150, "batch requests are disabled on the server"),
    /** Code 151: the batch has more keys than the server's batch-max-requests. */
    BATCH_MAX_REQUESTS(151, "the batch has more keys than the server's batch-max-requests"),
    /** Code 152: the server's batch queues are full. */
    BATCH_QUEUES_FULL(152, "the server's batch queues are full", Kind.PASSING),
    /** Code 160: the text is no GeoJSON that the server knows. */
    INVALID_GEOJSON(160, "the text is no GeoJSON that the server knows"),
    /** Code 200: there is another secondary index of that name. */
    INDEX_FOUND(200, "there is another secondary index of that name"),
    /** Code 201: there is no such secondary index. */
    INDEX_NOT_FOUND(201, "there is no such secondary index"),
    /** Code 202: the secondary index is out of memory. */
    INDEX_OUT_OF_MEMORY(202, "the secondary index is out of memory"),
    /** Code 203: the secondary index is still being built. */
    INDEX_NOT_READABLE(203, "the secondary index is still being built"),
    /** Code 204: unspecified error of a secondary index. */
    INDEX_ERROR(204, "unspecified error of a secondary index"),
    /** Code 205: the name of the secondary index is too long. */
    INDEX_NAME(205, "the name of the secondary index is too long"),
    /** Code 206: the namespace has as many secondary indexes as it can. */
    INDEX_COUNT(206, "the namespace has as many secondary indexes as it can");

    /** How an error is to be met. */
    private enum Kind {
        /** The request has to change, or the data. */
        LASTING,
        /** Sent again after a while, the same request may succeed. */
        PASSING,
        /** Somebody has to let the user in. */
        ACCESS
    }

    private static final Map<Integer, ResultCode> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ResultCode::code, code -> code));

    private final int code;
    private final String meaning;
    private final Kind kind;

    ResultCode(int code, String meaning) {
        this(code, meaning, Kind.LASTING);
    }

    ResultCode(int code, String meaning, Kind kind) {
        this.code = code;
        this.meaning = meaning;
        this.kind = kind;
    }

    /** {@return the number on the wire} */
    public int code() {
        return code;
    }

    /** {@return what it means, in words} */
    public String meaning() {
        return meaning;
    }

    /**
     * {@return whether the number is this code}
     *
     * @param other a result code
     */
    public boolean is(int other) {
        return code == other;
    }

    /**
     * {@return the code of a number; empty if this library does not know it}
     *
     * @param code a result code, known or not
     */
    public static Optional<ResultCode> find(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /**
     * {@return whether the same request may succeed when it is sent again after a while}
     *
     * @param code a result code, known or not
     */
    public static boolean isRetryable(int code) {
        return isOfKind(code, Kind.PASSING);
    }

    /**
     * {@return whether a code is about logins and permissions}
     *
     * @param code a result code, known or not
     */
    public static boolean isAboutAccess(int code) {
        return isOfKind(code, Kind.ACCESS);
    }

    private static boolean isOfKind(int code, Kind kind) {
        ResultCode known = BY_CODE.get(code);
        return known != null && known.kind == kind;
    }

    /**
     * {@return a code in words, {@code "20 NAMESPACE: …"}; a number without a name here stays a number}
     *
     * @param code a result code, known or not
     */
    public static String describe(int code) {
        ResultCode known = BY_CODE.get(code);
        return known == null ? "result code " + code : code + " " + known.name() + ": " + known.meaning;
    }
}
