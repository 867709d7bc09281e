/** Foreground and background queries, their answers and their jobs. */
@NullMarked
package io.aeroarrow.embedded.internal.query;

import org.jspecify.annotations.NullMarked;
