/** Decoding of records into vectors: chooses an appender for each column and feeds it blocks of records. */
@NullMarked
package io.aeroarrow.internal.arrow.decode;

import org.jspecify.annotations.NullMarked;
