/**
 * The Arrow API: scans, lookups and writes of Arrow batches. Start with {@link io.aeroarrow.arrow.AeroArrow#connect}.
 */
@NullMarked
package io.aeroarrow.arrow;

import org.jspecify.annotations.NullMarked;
