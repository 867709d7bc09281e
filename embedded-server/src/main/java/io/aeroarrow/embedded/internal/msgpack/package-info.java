/** The msgpack dialect of lists, maps and expressions. */
@NullMarked
package io.aeroarrow.embedded.internal.msgpack;

import org.jspecify.annotations.NullMarked;
