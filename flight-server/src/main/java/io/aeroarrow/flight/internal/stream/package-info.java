/** Batches on their way to clients. */
@NullMarked
package io.aeroarrow.flight.internal.stream;

import org.jspecify.annotations.NullMarked;
