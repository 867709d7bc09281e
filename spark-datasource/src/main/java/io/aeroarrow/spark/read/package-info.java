/** Reading: a scan and its partitions. */
@NullMarked
package io.aeroarrow.spark.read;

import org.jspecify.annotations.NullMarked;
