/** Measures Spark queries with the AeroArrow data source and with a row-based data source. */
@NullMarked
package io.aeroarrow.bench.spark;

import org.jspecify.annotations.NullMarked;
