/** The byte layout of Aerospike's messages: frames, headers, fields and operations. */
@NullMarked
package io.aeroarrow.embedded.internal.wire;

import org.jspecify.annotations.NullMarked;
