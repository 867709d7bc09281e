/** Metrics of a client in a Micrometer registry. Micrometer is an optional dependency. */
@NullMarked
package io.aeroarrow.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
