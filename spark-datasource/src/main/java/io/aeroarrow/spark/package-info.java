/**
 * The Aerospike data source for Spark: {@code spark.read.format("aerospike")}, a catalog, and lookups by key.
 *
 * <p>This is the whole API. Packages named {@code internal} may change in any release.
 */
@NullMarked
package io.aeroarrow.spark;

import org.jspecify.annotations.NullMarked;
