/** GeoJSON shapes, and the test whether a region contains a point. */
@NullMarked
package io.aeroarrow.embedded.internal.geo;

import org.jspecify.annotations.NullMarked;
