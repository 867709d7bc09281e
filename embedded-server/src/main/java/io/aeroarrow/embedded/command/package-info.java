/** What a data request does: single records, batches and queries. Internal to the server. */
@NullMarked
package io.aeroarrow.embedded.command;

import org.jspecify.annotations.NullMarked;
