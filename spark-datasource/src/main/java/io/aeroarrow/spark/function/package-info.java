/** Functions that a catalog has, for SQL and for the distribution of rows. */
@NullMarked
package io.aeroarrow.spark.function;

import org.jspecify.annotations.NullMarked;
