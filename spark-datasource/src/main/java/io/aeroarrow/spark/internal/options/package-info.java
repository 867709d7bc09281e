/** The options of the data source: names, defaults, descriptions and parsing. */
@NullMarked
package io.aeroarrow.spark.internal.options;

import org.jspecify.annotations.NullMarked;
