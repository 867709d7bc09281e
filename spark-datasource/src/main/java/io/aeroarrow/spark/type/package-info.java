/** Spark's types as Arrow's. */
@NullMarked
package io.aeroarrow.spark.type;

import org.jspecify.annotations.NullMarked;
