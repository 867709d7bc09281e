/** An in-JVM server of Aerospike's wire protocol, for demos and tests. */
@NullMarked
package io.aeroarrow.embedded;

import org.jspecify.annotations.NullMarked;
