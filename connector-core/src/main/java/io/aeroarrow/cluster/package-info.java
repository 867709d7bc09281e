/** The immutable view of the cluster, its nodes and partition map, and the thread that tends it. */
@NullMarked
package io.aeroarrow.cluster;

import org.jspecify.annotations.NullMarked;
