/** Scans and queries in flight: queries, attempts, progress by partition. */
@NullMarked
package io.aeroarrow.internal.scan;

import org.jspecify.annotations.NullMarked;
