/** Batches in flight: distribution of keys over nodes, answers in key order. */
@NullMarked
package io.aeroarrow.internal.batch;

import org.jspecify.annotations.NullMarked;
