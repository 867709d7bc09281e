/** The byte layout of Aerospike's messages: frames, headers, fields and ops. Internal to the server. */
@NullMarked
package io.aeroarrow.embedded.wire;

import org.jspecify.annotations.NullMarked;
