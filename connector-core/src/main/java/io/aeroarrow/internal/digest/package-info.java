/** RIPEMD-160 digests of keys. */
@NullMarked
package io.aeroarrow.internal.digest;

import org.jspecify.annotations.NullMarked;
