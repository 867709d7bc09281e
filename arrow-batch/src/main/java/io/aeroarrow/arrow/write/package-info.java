/** Null handling and results of writes. */
@NullMarked
package io.aeroarrow.arrow.write;

import org.jspecify.annotations.NullMarked;
