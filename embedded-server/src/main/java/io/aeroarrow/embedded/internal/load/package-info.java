/** Readers of CSV and JSON lines, and the encoding of keys and values that are loaded without a client. */
@NullMarked
package io.aeroarrow.embedded.internal.load;

import org.jspecify.annotations.NullMarked;
