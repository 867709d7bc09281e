/** The entry point: put, scan, batch read and info, with their retries and their progress. */
@NullMarked
package io.aeroarrow.client;

import org.jspecify.annotations.NullMarked;
