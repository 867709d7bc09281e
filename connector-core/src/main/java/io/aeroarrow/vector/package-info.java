/** Column appenders: from a record's bytes to Arrow vector memory. The only place that switches on type. */
@NullMarked
package io.aeroarrow.vector;

import org.jspecify.annotations.NullMarked;
