/** Sockets: the listener, the pipeline of a connection, TLS, compression and connection faults. */
@NullMarked
package io.aeroarrow.embedded.internal.net;

import org.jspecify.annotations.NullMarked;
