/** Answer decoders: cursors over received records. */
@NullMarked
package io.aeroarrow.internal.answer;

import org.jspecify.annotations.NullMarked;
