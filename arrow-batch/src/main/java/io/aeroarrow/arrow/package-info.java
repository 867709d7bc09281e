/** The Arrow API: a set, or records by their keys, as Arrow vectors. */
@NullMarked
package io.aeroarrow.arrow;

import org.jspecify.annotations.NullMarked;
