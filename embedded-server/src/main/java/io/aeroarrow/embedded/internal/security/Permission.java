package io.aeroarrow.embedded.internal.security;

/** What an operation needs its user to be allowed. */
public enum Permission {
    READ,
    WRITE,
    RUN_UDFS,
    TRUNCATE,
    MANAGE_INDEXES,
    MANAGE_UDFS,
    ABORT_QUERIES,
    CONFIGURE,
    MANAGE_USERS
}
