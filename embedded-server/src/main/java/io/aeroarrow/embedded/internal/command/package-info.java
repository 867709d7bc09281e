/** Dispatch of data requests to single-record commands, batches and queries. */
@NullMarked
package io.aeroarrow.embedded.internal.command;

import org.jspecify.annotations.NullMarked;
