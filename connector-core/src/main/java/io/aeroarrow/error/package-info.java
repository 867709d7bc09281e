/** Errors: sealed exceptions and the servers' result codes. */
@NullMarked
package io.aeroarrow.error;

import org.jspecify.annotations.NullMarked;
