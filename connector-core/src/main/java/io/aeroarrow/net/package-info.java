/** Netty: event loops, connections, the pool of a node, the hand-off of received chunks. */
@NullMarked
package io.aeroarrow.net;

import org.jspecify.annotations.NullMarked;
