/** Checks of vectors that come from outside, before anything reads their memory by address. */
@NullMarked
package io.aeroarrow.internal.arrow.check;

import org.jspecify.annotations.NullMarked;
