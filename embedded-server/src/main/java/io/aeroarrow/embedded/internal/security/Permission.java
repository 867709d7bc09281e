package io.aeroarrow.embedded.internal.security;

/** The permissions that operations need. */
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
