/** Lookups of records by the keys in a column of a Dataset. */
@NullMarked
package io.aeroarrow.spark.lookup;

import org.jspecify.annotations.NullMarked;
