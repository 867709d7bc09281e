/** Appenders of lists, fixed-size lists, maps and structs. */
@NullMarked
package io.aeroarrow.internal.arrow.decode.nested;

import org.jspecify.annotations.NullMarked;
