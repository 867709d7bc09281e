/** Translates Spark's predicates to server filters, keys and partitions. */
@NullMarked
package io.aeroarrow.spark.internal.pushdown;

import org.jspecify.annotations.NullMarked;
