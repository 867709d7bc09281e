/** The options of the data source. */
@NullMarked
package io.aeroarrow.spark.option;

import org.jspecify.annotations.NullMarked;
