/** Updates, merges and deletes of single rows: what Spark has computed of records it has read. */
@NullMarked
package io.aeroarrow.spark.rowlevel;

import org.jspecify.annotations.NullMarked;
