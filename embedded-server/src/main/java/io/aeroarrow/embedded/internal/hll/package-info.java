/** Operations on HyperLogLog values. */
@NullMarked
package io.aeroarrow.embedded.internal.hll;

import org.jspecify.annotations.NullMarked;
