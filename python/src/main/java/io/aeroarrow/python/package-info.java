/**
 * The Java side of the Python package {@code aeroarrow}. Python calls Java once per operation or batch, never per row. Blocking
 * calls return a {@link io.aeroarrow.python.PendingCall}, so that Python can react to Ctrl-C while Java works.
 */
@NullMarked
package io.aeroarrow.python;

import org.jspecify.annotations.NullMarked;
