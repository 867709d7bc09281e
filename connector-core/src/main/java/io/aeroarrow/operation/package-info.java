/** Operations on records: what one record or one entry of a batch is asked to do, and the result. */
@NullMarked
package io.aeroarrow.operation;

import org.jspecify.annotations.NullMarked;
