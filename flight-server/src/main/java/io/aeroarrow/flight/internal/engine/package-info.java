/** Statements that DuckDB runs. */
@NullMarked
package io.aeroarrow.flight.internal.engine;

import org.jspecify.annotations.NullMarked;
