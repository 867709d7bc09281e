/** A set as a stream of updated records. */
@NullMarked
package io.aeroarrow.spark.internal.stream;

import org.jspecify.annotations.NullMarked;
