/** Who is in the cluster and who holds which partition. Internal to the server. */
@NullMarked
package io.aeroarrow.embedded.cluster;

import org.jspecify.annotations.NullMarked;
