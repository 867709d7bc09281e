/** Shared at run time by reading and writing: clients, memory, types, column names, functions. */
@NullMarked
package io.aeroarrow.spark.internal.runtime;

import org.jspecify.annotations.NullMarked;
