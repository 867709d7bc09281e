/** Counters and timers of a client. */
@NullMarked
package io.aeroarrow.metrics;

import org.jspecify.annotations.NullMarked;
