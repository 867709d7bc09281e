/** Commands on single records, and the same commands as rows of a batch. */
@NullMarked
package io.aeroarrow.embedded.internal.record;

import org.jspecify.annotations.NullMarked;
