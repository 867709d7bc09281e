/** An in-JVM server of Aerospike's wire protocol, for demos and tests. Start with {@link io.aeroarrow.embedded.EmbeddedAerospike}. */
@NullMarked
package io.aeroarrow.embedded;

import org.jspecify.annotations.NullMarked;
