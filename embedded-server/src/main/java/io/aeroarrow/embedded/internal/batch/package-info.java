/** Batch requests and their answers. */
@NullMarked
package io.aeroarrow.embedded.internal.batch;

import org.jspecify.annotations.NullMarked;
