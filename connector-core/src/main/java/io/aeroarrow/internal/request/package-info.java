/** Request encoders: records, batches, queries and background jobs. */
@NullMarked
package io.aeroarrow.internal.request;

import org.jspecify.annotations.NullMarked;
