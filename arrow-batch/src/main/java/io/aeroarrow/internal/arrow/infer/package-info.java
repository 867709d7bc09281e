/** Inference of a schema from a sample of records. */
@NullMarked
package io.aeroarrow.internal.arrow.infer;

import org.jspecify.annotations.NullMarked;
