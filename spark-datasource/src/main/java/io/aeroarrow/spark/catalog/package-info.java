/** Namespaces, sets and secondary indexes as Spark's catalog shows and changes them. */
@NullMarked
package io.aeroarrow.spark.catalog;

import org.jspecify.annotations.NullMarked;
