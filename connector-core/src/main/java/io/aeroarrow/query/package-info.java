/** Requests over many records: scans, secondary-index queries and background jobs. */
@NullMarked
package io.aeroarrow.query;

import org.jspecify.annotations.NullMarked;
