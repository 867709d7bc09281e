package io.aeroarrow.error;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The server's result codes. */
public enum ResultCode {
    OK(0, "success"),
    UNKNOWN(1, "unspecified error, or malformed list or map"),
    NOT_FOUND(2, "record not found"),
    GENERATION(3, "the record's generation is not the expected one"),
    PARAMETER(4, "the request is malformed, or the record belongs to another set"),
    RECORD_EXISTS(5, "the record exists already"),
    BIN_EXISTS(6, "the bin exists already"),
    CLUSTER_KEY_MISMATCH(7, "the cluster is changing; try again", Kind.PASSING),
    OUT_OF_SPACE(8, "the namespace is out of space"),
    TIMEOUT(9, "the server gave up after the time it was given", Kind.PASSING),
    UNAVAILABLE(11, "the partition is not available on this node", Kind.PASSING),
    INCOMPATIBLE_TYPE(12, "the operation does not fit the bin's type"),
    RECORD_TOO_BIG(13, "the record is larger than max-record-size"),
    KEY_BUSY(14, "too many operations at once on one record", Kind.PASSING),
    QUERY_ABORT(15, "the query was aborted"),
    UNSUPPORTED_FEATURE(16, "the server does not support this request"),
    BIN_NOT_FOUND(17, "there is no such bin"),
    DEVICE_OVERLOAD(18, "the server's storage cannot keep up", Kind.PASSING),
    KEY_MISMATCH(19, "the stored user key is another one"),
    NAMESPACE(20, "the namespace does not exist on this node; check its name with `asadm -e info`"),
    BIN_NAME(21, "a bin name is longer than 15 bytes or otherwise not allowed"),
    FORBIDDEN(22, "the server's configuration forbids it now"),
    ELEMENT_NOT_FOUND(23, "the list or map has no such element"),
    ELEMENT_EXISTS(24, "the list or map has that element already"),
    ENTERPRISE_ONLY(25, "only the Enterprise Edition does this"),
    OP_NOT_APPLICABLE(26, "the operation cannot be applied"),
    FILTERED_OUT(27, "the filter left the record out"),
    LOST_CONFLICT(28, "another cluster's newer version of the record won"),
    XDR_KEY_BUSY(32, "the record is being shipped to another cluster", Kind.PASSING),
    SECURITY_NOT_SUPPORTED(51, "this edition of the server has no security; connect without a user", Kind.ACCESS),
    SECURITY_NOT_ENABLED(52, "security is not enabled on the server; connect without a user", Kind.ACCESS),
    SECURITY_SCHEME(53, "the server does not know this version of the security protocol", Kind.ACCESS),
    SECURITY_COMMAND(54, "the server does not know this security command", Kind.ACCESS),
    SECURITY_FIELD(55, "the server does not accept a field of the security command", Kind.ACCESS),
    SECURITY_STATE(56, "the security command does not fit the connection's state", Kind.ACCESS),
    USER(60, "there is no such user", Kind.ACCESS),
    USER_EXISTS(61, "the user exists already", Kind.ACCESS),
    PASSWORD(62, "the password is wrong", Kind.ACCESS),
    PASSWORD_EXPIRED(63, "the password has expired", Kind.ACCESS),
    PASSWORD_FORBIDDEN(64, "the password is not allowed; choose another one", Kind.ACCESS),
    CREDENTIAL(65, "the user or password is wrong", Kind.ACCESS),
    SESSION_EXPIRED(66, "the login session has expired", Kind.ACCESS),
    ROLE(70, "there is no such role", Kind.ACCESS),
    ROLE_EXISTS(71, "the role exists already", Kind.ACCESS),
    PRIVILEGE(72, "there is no such privilege", Kind.ACCESS),
    WHITELIST(73, "the list of allowed addresses is malformed", Kind.ACCESS),
    QUOTAS_NOT_ENABLED(74, "quotas are not enabled on the server", Kind.ACCESS),
    QUOTA(75, "the quota is not allowed", Kind.ACCESS),
    NOT_AUTHENTICATED(80, "the connection is not logged in", Kind.ACCESS),
    ROLE_VIOLATION(81, "the user's roles do not allow it", Kind.ACCESS),
    NOT_WHITELISTED(82, "the user may not come from this address", Kind.ACCESS),
    QUOTA_EXCEEDED(83, "the user's quota is used up for now", Kind.PASSING),
    LDAP_NOT_CONFIGURED(90, "LDAP is not configured on the server", Kind.ACCESS),
    LDAP_SETUP(91, "the server could not set up LDAP", Kind.ACCESS),
    LDAP_TLS_SETUP(92, "the server could not set up TLS to LDAP", Kind.ACCESS),
    LDAP_AUTHENTICATION(93, "LDAP does not accept the user or password", Kind.ACCESS),
    LDAP_QUERY(94, "the server could not query LDAP", Kind.ACCESS),
    UDF_EXECUTION(100, "a user-defined function failed"),
    TRANSACTION_BLOCKED(120, "another transaction holds the record", Kind.PASSING),
    TRANSACTION_VERSION(121, "a record that the transaction has read was changed"),
    TRANSACTION_EXPIRED(122, "the transaction's time is over"),
    TRANSACTION_TOO_BIG(123, "the transaction writes too many records"),
    TRANSACTION_COMMITTED(124, "the transaction is committed already"),
    TRANSACTION_ABORTED(125, "the transaction is aborted already"),
    TRANSACTION_LOCKED(126, "the transaction holds the record already"),
    TRANSACTION_EXISTS(127, "the transaction has been started already"),
    BATCH_DISABLED(150, "batch requests are disabled on the server"),
    BATCH_MAX_REQUESTS(151, "the batch has more keys than the server's batch-max-requests"),
    BATCH_QUEUES_FULL(152, "the server's batch queues are full", Kind.PASSING),
    INVALID_GEOJSON(160, "the text is no GeoJSON that the server knows"),
    INDEX_FOUND(200, "there is another secondary index of that name"),
    INDEX_NOT_FOUND(201, "there is no such secondary index"),
    INDEX_OUT_OF_MEMORY(202, "the secondary index is out of memory"),
    INDEX_NOT_READABLE(203, "the secondary index is still being built"),
    INDEX_ERROR(204, "unspecified error of a secondary index"),
    INDEX_NAME(205, "the name of the secondary index is too long"),
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

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** What it means, in words. */
    public String meaning() {
        return meaning;
    }

    /** Whether the number is this code. */
    public boolean is(int other) {
        return code == other;
    }

    /** The code of a number; empty if this library does not know it. */
    public static Optional<ResultCode> find(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** Whether the same request may succeed when it is sent again after a while. */
    public static boolean isRetryable(int code) {
        return isOfKind(code, Kind.PASSING);
    }

    /** Whether a code is about logins and permissions. */
    public static boolean isAboutAccess(int code) {
        return isOfKind(code, Kind.ACCESS);
    }

    private static boolean isOfKind(int code, Kind kind) {
        ResultCode known = BY_CODE.get(code);
        return known != null && known.kind == kind;
    }

    /** A code in words, {@code "20 NAMESPACE: …"}; a number without a name here stays a number. */
    public static String describe(int code) {
        ResultCode known = BY_CODE.get(code);
        return known == null ? "result code " + code : code + " " + known.name() + ": " + known.meaning;
    }
}
