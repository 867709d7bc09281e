/** Planning of reads: scans, tasks, choice of a secondary index, statistics. */
@NullMarked
package io.aeroarrow.spark.internal.plan;

import org.jspecify.annotations.NullMarked;
