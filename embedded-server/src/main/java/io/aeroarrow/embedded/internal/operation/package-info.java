/** The values that operations on bins take and return. */
@NullMarked
package io.aeroarrow.embedded.internal.operation;

import org.jspecify.annotations.NullMarked;
