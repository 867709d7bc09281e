/** The view of the cluster: nodes, partition maps, tending, routing. */
@NullMarked
package io.aeroarrow.internal.cluster;

import org.jspecify.annotations.NullMarked;
