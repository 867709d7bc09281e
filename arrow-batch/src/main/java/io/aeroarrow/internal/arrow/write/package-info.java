/** Encoding of vectors into write requests. */
@NullMarked
package io.aeroarrow.internal.arrow.write;

import org.jspecify.annotations.NullMarked;
