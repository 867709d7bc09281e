/**
 * The client: connects to a cluster and runs scans, batches, single-record and administration operations.
 *
 * <p>A result or property that may be absent is an {@link java.util.Optional}. No method returns {@code null} or
 * accepts it, except for the cause of an exception.
 */
@NullMarked
package io.aeroarrow.client;

import org.jspecify.annotations.NullMarked;
