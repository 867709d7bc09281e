package io.aeroarrow.admin;

/** An ability of servers that depends on their version, and that decides how queries are planned. */
public enum ServerFeature {
    /** Filters and columns use the size of a record. */
    RECORD_SIZE("7.0.0", "record size"),
    /** Secondary indexes on expressions, and index queries that name the index. */
    INDEX_BY_NAME("8.1.0", "index by name"),
    /** Filters test whether a list contains a value, instead of comparing with each value of the list. */
    LIST_MEMBERSHIP("8.1.2", "list membership"),
    /** Scans and index queries evaluate read operations, and return the absent ones of the selected bins as nulls. */
    QUERY_OPERATIONS("8.1.2", "operations in queries"),
    /** Indexes of all records of a set can be created, listed and dropped. */
    SET_INDEX("8.1.2", "indexes of sets");

    private final String since;
    private final String label;

    ServerFeature(String since, String label) {
        this.since = since;
        this.label = label;
    }

    /** {@return the first version of the server that has the feature, such as {@code 8.1.2}} */
    public String since() {
        return since;
    }

    /** {@return the name to show, in lower case} */
    public String label() {
        return label;
    }
}
