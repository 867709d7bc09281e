/** Writing: batches, streams, deletes, and row-level updates and merges. */
@NullMarked
package io.aeroarrow.spark.internal.write;

import org.jspecify.annotations.NullMarked;
