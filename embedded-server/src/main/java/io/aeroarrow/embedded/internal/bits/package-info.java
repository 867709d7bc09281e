/** Operations on the bits of blobs. */
@NullMarked
package io.aeroarrow.embedded.internal.bits;

import org.jspecify.annotations.NullMarked;
