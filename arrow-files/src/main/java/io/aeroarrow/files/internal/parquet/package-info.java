/** Reads and writes Parquet with parquet-java. */
@NullMarked
package io.aeroarrow.files.internal.parquet;

import org.jspecify.annotations.NullMarked;
