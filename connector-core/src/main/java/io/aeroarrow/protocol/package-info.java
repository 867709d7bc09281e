/** Bytes only: frame and message layout, cursors over received bytes, request encoders, the info grammar. */
@NullMarked
package io.aeroarrow.protocol;

import org.jspecify.annotations.NullMarked;
