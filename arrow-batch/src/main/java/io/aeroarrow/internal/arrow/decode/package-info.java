/** Decodes records into vectors: chooses an appender for each column and passes blocks of records to it. */
@NullMarked
package io.aeroarrow.internal.arrow.decode;

import org.jspecify.annotations.NullMarked;
