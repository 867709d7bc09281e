/** The demo: real data into a server, and out again through Spark and through Arrow. */
@NullMarked
package io.aeroarrow.demo;

import org.jspecify.annotations.NullMarked;
