/** What Spark's user interface shows of reads. */
@NullMarked
package io.aeroarrow.spark.metric;

import org.jspecify.annotations.NullMarked;
