/** What is shared by all tasks of a JVM: clients and memory. */
@NullMarked
package io.aeroarrow.spark.connect;

import org.jspecify.annotations.NullMarked;
