/** Records in memory: namespaces, partitions, digests and bins. Internal to the server. */
@NullMarked
package io.aeroarrow.embedded.store;

import org.jspecify.annotations.NullMarked;
