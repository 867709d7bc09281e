/** The client: connects to a cluster and runs scans, batches, single-record and administration operations. */
@NullMarked
package io.aeroarrow.client;

import org.jspecify.annotations.NullMarked;
