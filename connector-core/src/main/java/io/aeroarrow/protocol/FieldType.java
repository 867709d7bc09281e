package io.aeroarrow.protocol;

/** The ids of message fields. */
final class FieldType {

    static final int NAMESPACE = 0;
    static final int SET = 1;
    static final int KEY = 2;
    static final int DIGEST = 4;
    static final int QUERY_ID = 7;
    static final int SOCKET_TIMEOUT = 9;
    static final int RECORDS_PER_SECOND = 10;
    static final int PARTITION_IDS = 11;
    static final int DIGESTS = 12;
    static final int MAX_RECORDS = 13;
    static final int INDEX_VALUES = 15;
    static final int INDEX_NAME = 21;
    static final int INDEX_RANGE = 22;
    static final int INDEX_COLLECTION = 26;
    static final int BATCH = 41;
    static final int FILTER = 43;

    private FieldType() {}
}
