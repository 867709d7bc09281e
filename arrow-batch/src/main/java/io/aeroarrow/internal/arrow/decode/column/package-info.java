/** Appenders of scalar, text and JSON columns, and the vector memory that they fill. */
@NullMarked
package io.aeroarrow.internal.arrow.decode.column;

import org.jspecify.annotations.NullMarked;
