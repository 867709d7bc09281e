/** Event loops, native transports and timers. */
@NullMarked
package io.aeroarrow.internal.net.loop;

import org.jspecify.annotations.NullMarked;
