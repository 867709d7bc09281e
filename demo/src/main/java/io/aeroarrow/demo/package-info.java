/** The demo: loads real data into a server and reads it through Spark and Arrow. */
@NullMarked
package io.aeroarrow.demo;

import org.jspecify.annotations.NullMarked;
