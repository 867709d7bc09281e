/** Immutable values: configuration, keys, bins, filters, result codes, errors. */
@NullMarked
package io.aeroarrow.model;

import org.jspecify.annotations.NullMarked;
