/** Measures scans and batch reads to Arrow vectors: AeroArrow, the official client, and a drain. */
@NullMarked
package io.aeroarrow.bench.analytics;

import org.jspecify.annotations.NullMarked;
