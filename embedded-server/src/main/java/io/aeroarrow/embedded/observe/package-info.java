/** Observation of the data requests that reach a server. */
@NullMarked
package io.aeroarrow.embedded.observe;

import org.jspecify.annotations.NullMarked;
