/** The msgpack dialect of lists, maps and expressions. Internal to the server. */
@NullMarked
package io.aeroarrow.embedded.msgpack;

import org.jspecify.annotations.NullMarked;
