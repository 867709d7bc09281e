/** Scans: a scan has one or two queries, a query runs attempts, and each attempt sends a query to every node. */
@NullMarked
package io.aeroarrow.internal.scan;

import org.jspecify.annotations.NullMarked;
