/** Settings of the Flight server. */
@NullMarked
package io.aeroarrow.flight.config;

import org.jspecify.annotations.NullMarked;
