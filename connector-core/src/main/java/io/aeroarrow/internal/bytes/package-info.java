/** Raw memory and UTF-8 validation. The only package that uses {@code sun.misc.Unsafe}. */
@NullMarked
package io.aeroarrow.internal.bytes;

import org.jspecify.annotations.NullMarked;
