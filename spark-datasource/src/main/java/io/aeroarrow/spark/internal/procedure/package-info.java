/** Procedures of the catalog, for {@code CALL} and for programs. */
@NullMarked
package io.aeroarrow.spark.internal.procedure;

import org.jspecify.annotations.NullMarked;
