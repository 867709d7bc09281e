/** Flight without SQL: JSON descriptions of reads and writes. */
@NullMarked
package io.aeroarrow.flight.internal.plain;

import org.jspecify.annotations.NullMarked;
