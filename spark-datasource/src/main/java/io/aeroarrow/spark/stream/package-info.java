/** A set as a stream of the records that change. */
@NullMarked
package io.aeroarrow.spark.stream;

import org.jspecify.annotations.NullMarked;
