/**
 * Operations on records: what one record or one entry of a batch is asked to do, and the result.
 *
 * <p>A result or property that may be absent is an {@link java.util.Optional}. No method returns {@code null} or
 * accepts it, except for the cause of an exception.
 */
@NullMarked
package io.aeroarrow.operation;

import org.jspecify.annotations.NullMarked;
