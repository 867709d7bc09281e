/** Connections to a node: set-up, login, deadlines, and reading of frames. */
@NullMarked
package io.aeroarrow.internal.net.connection;

import org.jspecify.annotations.NullMarked;
