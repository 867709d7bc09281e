/** Operations on the elements of lists and maps. */
@NullMarked
package io.aeroarrow.embedded.internal.collection;

import org.jspecify.annotations.NullMarked;
