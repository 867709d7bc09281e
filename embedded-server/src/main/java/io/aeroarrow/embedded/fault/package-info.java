/** How a server misbehaves when it is told to. */
@NullMarked
package io.aeroarrow.embedded.fault;

import org.jspecify.annotations.NullMarked;
