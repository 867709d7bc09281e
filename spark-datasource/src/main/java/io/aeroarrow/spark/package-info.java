/** The Spark data source: {@code spark.read.format("aerospike")}. */
@NullMarked
package io.aeroarrow.spark;

import org.jspecify.annotations.NullMarked;
