/** Hands what a client counts to Micrometer, for those who have it on their class path. */
@NullMarked
package io.aeroarrow.metrics;

import org.jspecify.annotations.NullMarked;
