/**
 * What a database stores and how it is addressed: keys, values, bins, records and partitions.
 *
 * <p>A result or property that may be absent is an {@link java.util.Optional}. No method returns {@code null} or
 * accepts it, except for the cause of an exception.
 */
@NullMarked
package io.aeroarrow.model;

import org.jspecify.annotations.NullMarked;
