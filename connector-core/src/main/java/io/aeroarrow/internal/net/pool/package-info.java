/** The connection pool of a node and its circuit breaker. */
@NullMarked
package io.aeroarrow.internal.net.pool;

import org.jspecify.annotations.NullMarked;
