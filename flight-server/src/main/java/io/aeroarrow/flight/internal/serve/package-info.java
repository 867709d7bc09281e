/** The process around the server: options, demo data, health and metrics. */
@NullMarked
package io.aeroarrow.flight.internal.serve;

import org.jspecify.annotations.NullMarked;
