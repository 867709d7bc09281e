/** Filters as server expressions in MessagePack. */
@NullMarked
package io.aeroarrow.internal.filter;

import org.jspecify.annotations.NullMarked;
