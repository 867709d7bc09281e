/** Reading on the executors: columnar readers, key lookups, metrics of reads. */
@NullMarked
package io.aeroarrow.spark.internal.read;

import org.jspecify.annotations.NullMarked;
