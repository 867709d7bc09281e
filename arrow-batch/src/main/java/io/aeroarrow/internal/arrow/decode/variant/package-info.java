/** Encoding of values as variants: the binary format of Parquet and Spark. */
@NullMarked
package io.aeroarrow.internal.arrow.decode.variant;

import org.jspecify.annotations.NullMarked;
