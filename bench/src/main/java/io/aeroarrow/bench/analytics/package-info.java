/** Whole sets and many keys into Arrow vectors: this project, the official client's records, and the bytes alone. */
@NullMarked
package io.aeroarrow.bench.analytics;

import org.jspecify.annotations.NullMarked;
