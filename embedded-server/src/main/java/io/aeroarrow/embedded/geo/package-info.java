/** GeoJSON: what a text describes, and which points are within it. Internal to the server. */
@NullMarked
package io.aeroarrow.embedded.geo;

import org.jspecify.annotations.NullMarked;
