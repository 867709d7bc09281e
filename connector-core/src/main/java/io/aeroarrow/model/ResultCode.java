package io.aeroarrow.model;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The server's result codes that have a meaning for a reader or writer. */
public enum ResultCode {
    OK(0, "success"),
    UNKNOWN(1, "unspecified error, or malformed list or map"),
    NOT_FOUND(2, "record not found"),
    GENERATION(3, "the record's generation is not the expected one"),
    PARAMETER(4, "the request is malformed, or the record belongs to another set"),
    RECORD_EXISTS(5, "the record exists already"),
    CLUSTER_KEY_MISMATCH(7, "the cluster is changing; try again"),
    OUT_OF_SPACE(8, "the namespace is out of space"),
    TIMEOUT(9, "the server gave up after the time it was given"),
    UNAVAILABLE(11, "the partition is not available on this node"),
    INCOMPATIBLE_TYPE(12, "the operation does not fit the bin's type"),
    RECORD_TOO_BIG(13, "the record is larger than max-record-size"),
    KEY_BUSY(14, "too many operations at once on one record"),
    QUERY_ABORT(15, "the query was aborted"),
    UNSUPPORTED_FEATURE(16, "the server does not support this request"),
    DEVICE_OVERLOAD(18, "the server's storage cannot keep up"),
    KEY_MISMATCH(19, "the stored user key is another one"),
    NAMESPACE(20, "the namespace does not exist on this node; check its name with `asadm -e info`"),
    BIN_NAME(21, "a bin name is longer than 15 bytes or otherwise not allowed"),
    FORBIDDEN(22, "the server's configuration forbids it now"),
    ENTERPRISE_ONLY(25, "only the Enterprise Edition does this"),
    OP_NOT_APPLICABLE(26, "the operation cannot be applied"),
    FILTERED_OUT(27, "the filter left the record out"),
    NOT_AUTHENTICATED(80, "the connection is not logged in"),
    ROLE_VIOLATION(81, "the user's roles do not allow it"),
    BATCH_DISABLED(150, "batch requests are disabled on the server"),
    BATCH_MAX_REQUESTS(151, "the batch has more keys than the server's batch-max-requests"),
    BATCH_QUEUES_FULL(152, "the server's batch queues are full"),
    INVALID_GEOJSON(160, "the text is no GeoJSON that the server knows"),
    INDEX_NOT_FOUND(201, "there is no such secondary index"),
    INDEX_NOT_READABLE(203, "the secondary index is still being built");

    private static final Map<Integer, ResultCode> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ResultCode::code, code -> code));

    private final int code;
    private final String meaning;

    ResultCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** Whether the number is this code. */
    public boolean is(int other) {
        return code == other;
    }

    /** A code in words, {@code "20 NAMESPACE: …"}; a number without a name here stays a number. */
    public static String describe(int code) {
        ResultCode known = BY_CODE.get(code);
        return known == null ? "result code " + code : code + " " + known.name() + ": " + known.meaning;
    }
}
