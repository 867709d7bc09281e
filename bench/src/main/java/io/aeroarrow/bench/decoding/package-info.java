/** Measures decoding: captured frames in memory, and scans and batch reads on a server. */
@NullMarked
package io.aeroarrow.bench.decoding;

import org.jspecify.annotations.NullMarked;
