/** Compares the embedded server with a real one on random sequences of requests. */
@NullMarked
package io.aeroarrow.embedded.compare;

import org.jspecify.annotations.NullMarked;
