/** The Arrow API: scans, lookups and writes of Arrow batches. */
@NullMarked
package io.aeroarrow.arrow;

import org.jspecify.annotations.NullMarked;
