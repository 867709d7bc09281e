/** Frames and messages: layout, headers, compression. */
@NullMarked
package io.aeroarrow.internal.message;

import org.jspecify.annotations.NullMarked;
