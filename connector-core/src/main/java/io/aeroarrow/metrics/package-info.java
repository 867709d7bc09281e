/**
 * Counters and timers of a client.
 *
 * <p>A result or property that may be absent is an {@link java.util.Optional}. No method returns {@code null} or
 * accepts it, except for the cause of an exception.
 */
@NullMarked
package io.aeroarrow.metrics;

import org.jspecify.annotations.NullMarked;
