/** A server that answers SQL over Arrow Flight from Aerospike sets. */
@NullMarked
package io.aeroarrow.flight;

import org.jspecify.annotations.NullMarked;
