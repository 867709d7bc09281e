/** The internal door of the client: scans, batch reads and writes over raw memory. {@code arrow-batch} uses it. */
@NullMarked
package io.aeroarrow.internal.client;

import org.jspecify.annotations.NullMarked;
