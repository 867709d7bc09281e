/** Exchanges of one request and its answer, and streams of answers. */
@NullMarked
package io.aeroarrow.internal.net.exchange;

import org.jspecify.annotations.NullMarked;
