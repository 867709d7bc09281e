/** Who calls, and what callers may do. */
@NullMarked
package io.aeroarrow.flight.internal.auth;

import org.jspecify.annotations.NullMarked;
