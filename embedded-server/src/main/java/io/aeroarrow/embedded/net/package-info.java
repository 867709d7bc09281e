/** Connections on Netty: framing, order of replies and back-pressure. Internal to the server. */
@NullMarked
package io.aeroarrow.embedded.net;

import org.jspecify.annotations.NullMarked;
