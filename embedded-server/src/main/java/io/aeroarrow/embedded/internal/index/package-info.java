/** Secondary indexes: their definitions and the search through one of them. */
@NullMarked
package io.aeroarrow.embedded.internal.index;

import org.jspecify.annotations.NullMarked;
