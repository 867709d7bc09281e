/**
 * Filters that servers evaluate, as a tree of tests over operands.
 *
 * <p>A result or property that may be absent is an {@link java.util.Optional}. No method returns {@code null} or
 * accepts it, except for the cause of an exception.
 */
@NullMarked
package io.aeroarrow.filter;

import org.jspecify.annotations.NullMarked;
