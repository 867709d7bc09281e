/** The Flight SQL service. */
@NullMarked
package io.aeroarrow.flight.internal.service;

import org.jspecify.annotations.NullMarked;
