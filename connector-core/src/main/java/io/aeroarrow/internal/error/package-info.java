/** What operations add to their errors. */
@NullMarked
package io.aeroarrow.internal.error;

import org.jspecify.annotations.NullMarked;
