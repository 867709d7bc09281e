/** Push-down: Spark's predicates as server filters, keys and partitions. */
@NullMarked
package io.aeroarrow.spark.internal.pushdown;

import org.jspecify.annotations.NullMarked;
