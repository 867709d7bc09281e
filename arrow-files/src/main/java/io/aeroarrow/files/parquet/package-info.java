/** Parquet, by parquet-java. */
@NullMarked
package io.aeroarrow.files.parquet;

import org.jspecify.annotations.NullMarked;
