/** Writing rows as records, and deleting them. */
@NullMarked
package io.aeroarrow.spark.write;

import org.jspecify.annotations.NullMarked;
