/** The syntax tree of a statement, and what of it is pushed down. */
@NullMarked
package io.aeroarrow.flight.internal.sql;

import org.jspecify.annotations.NullMarked;
