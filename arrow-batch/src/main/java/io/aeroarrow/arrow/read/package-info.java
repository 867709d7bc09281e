/** Options, readers, metrics and results of reads. */
@NullMarked
package io.aeroarrow.arrow.read;

import org.jspecify.annotations.NullMarked;
