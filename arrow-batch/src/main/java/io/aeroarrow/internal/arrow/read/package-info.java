/** Readers of scans and batch reads. */
@NullMarked
package io.aeroarrow.internal.arrow.read;

import org.jspecify.annotations.NullMarked;
