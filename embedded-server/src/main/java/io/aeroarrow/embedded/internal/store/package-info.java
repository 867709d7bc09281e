/** The records in memory: namespaces, sets, partitions, digests and stored bins. */
@NullMarked
package io.aeroarrow.embedded.internal.store;

import org.jspecify.annotations.NullMarked;
