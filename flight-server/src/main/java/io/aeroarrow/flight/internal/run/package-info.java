/** Statements that run, their limits, and how they end. */
@NullMarked
package io.aeroarrow.flight.internal.run;

import org.jspecify.annotations.NullMarked;
