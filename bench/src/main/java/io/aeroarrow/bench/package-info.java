/** Measurements, each against the official client in the same run. */
@NullMarked
package io.aeroarrow.bench;

import org.jspecify.annotations.NullMarked;
