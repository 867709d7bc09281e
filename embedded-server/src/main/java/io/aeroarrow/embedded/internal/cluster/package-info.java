/** The cluster: its members, who owns each partition, and migrations. */
@NullMarked
package io.aeroarrow.embedded.internal.cluster;

import org.jspecify.annotations.NullMarked;
