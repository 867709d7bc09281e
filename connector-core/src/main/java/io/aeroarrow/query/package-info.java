/**
 * Requests over many records: scans, secondary-index queries and background jobs.
 *
 * <p>A result or property that may be absent is an {@link java.util.Optional}. No method returns {@code null} or
 * accepts it, except for the cause of an exception.
 */
@NullMarked
package io.aeroarrow.query;

import org.jspecify.annotations.NullMarked;
