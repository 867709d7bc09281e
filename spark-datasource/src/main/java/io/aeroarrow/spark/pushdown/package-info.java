/** What of a query's predicates the servers can do: Spark's predicates as filters, keys and partitions. */
@NullMarked
package io.aeroarrow.spark.pushdown;

import org.jspecify.annotations.NullMarked;
