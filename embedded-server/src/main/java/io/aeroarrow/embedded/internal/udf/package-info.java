/** User-defined functions: registered modules, the values that functions see, and calls. */
@NullMarked
package io.aeroarrow.embedded.internal.udf;

import org.jspecify.annotations.NullMarked;
