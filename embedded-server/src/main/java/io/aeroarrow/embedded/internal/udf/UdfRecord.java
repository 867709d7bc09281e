package io.aeroarrow.embedded.internal.udf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The record that a function sees. Names and texts have one character per byte. */
public interface UdfRecord {
    /** The value of a bin, pending changes included; null for nil. */
    @Nullable
    Object get(String bin);

    /** Changes a bin in memory; {@link #create} or {@link #update} stores it. */
    void set(String bin, @Nullable Object value);

    /** Seconds; 0 if the record never expires or does not exist. */
    long ttl();

    void setTtl(long seconds);

    long generation();

    /** Milliseconds since 2010. */
    long lastUpdateTime();

    long size();

    @Nullable
    Object key();

    void dropKey();

    /** Null for a record without a set. */
    @Nullable
    String setName();

    UdfBytes digest();

    /** The names of the stored bins; null if the record does not exist. */
    @Nullable
    List<String> binNames();

    boolean exists();

    /** Creates the record; 0 if that worked. */
    int create();

    /** Stores the changes; 0 if that worked. */
    int update();

    /** Removes the record; 0 if that worked. */
    int remove();
}
