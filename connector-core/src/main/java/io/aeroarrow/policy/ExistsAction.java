package io.aeroarrow.policy;

import io.aeroarrow.error.ResultCode;

/** What a write does when the record exists already, or does not. */
public enum ExistsAction {
    /** Creates the record, or sets the bins given and leaves its others. */
    UPDATE,
    /** As {@link #UPDATE}, but fails with {@link ResultCode#NOT_FOUND} if there is no record. */
    UPDATE_ONLY,
    /** Creates the record, or removes all bins that are not given. */
    REPLACE,
    /** As {@link #REPLACE}, but fails with {@link ResultCode#NOT_FOUND} if there is no record. */
    REPLACE_ONLY,
    /** Fails with {@link ResultCode#RECORD_EXISTS} if there is a record. */
    CREATE_ONLY
}
