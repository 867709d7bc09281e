package io.aeroarrow.filter;

import java.util.Locale;

/** Record metadata that a filter can test. It is never unknown and is read from memory only. */
public enum RecordMetadata implements Operand {
    /** The set's name, a string; empty for records of no set. */
    SET_NAME,
    /** When the record was last written, in nanoseconds since 1970. */
    LAST_UPDATE,
    /** When the record expires, in nanoseconds since 1970; -1 for never. */
    VOID_TIME,
    /** In how many seconds the record expires; -1 for never, so that "less than" selects these records too. */
    TIME_TO_LIVE,
    /** The record's size in bytes, as stored. Needs server 7.0. */
    RECORD_SIZE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
