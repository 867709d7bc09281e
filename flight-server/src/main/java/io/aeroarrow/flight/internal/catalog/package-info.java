/** Namespaces, sets and columns as SQL shows them. */
@NullMarked
package io.aeroarrow.flight.internal.catalog;

import org.jspecify.annotations.NullMarked;
