/** Signed descriptions of reads. */
@NullMarked
package io.aeroarrow.flight.internal.ticket;

import org.jspecify.annotations.NullMarked;
