/** Measures costs: rounds, the server, a drain of answers, and the official client's records as vectors. */
@NullMarked
package io.aeroarrow.bench.measure;

import org.jspecify.annotations.NullMarked;
