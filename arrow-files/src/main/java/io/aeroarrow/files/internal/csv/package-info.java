/** Reads and writes CSV, and infers its column types. */
@NullMarked
package io.aeroarrow.files.internal.csv;

import org.jspecify.annotations.NullMarked;
