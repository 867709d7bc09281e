/** Queries of Spark through this project's data source, and through one that makes a row of each record. */
@NullMarked
package io.aeroarrow.bench.spark;

import org.jspecify.annotations.NullMarked;
