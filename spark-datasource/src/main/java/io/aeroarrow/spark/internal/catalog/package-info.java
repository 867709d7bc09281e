/** Tables, the catalog's sets and indexes, and schema inference. */
@NullMarked
package io.aeroarrow.spark.internal.catalog;

import org.jspecify.annotations.NullMarked;
