/** Joins that look up records by key, as a session extension. */
@NullMarked
package io.aeroarrow.spark.internal.join;

import org.jspecify.annotations.NullMarked;
