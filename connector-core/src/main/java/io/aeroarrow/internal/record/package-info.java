/** Single-record operations in flight: attempts and retries. */
@NullMarked
package io.aeroarrow.internal.record;

import org.jspecify.annotations.NullMarked;
