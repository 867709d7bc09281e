/** Puts, gets, batches and scans by clients of Java and Python, in turn on one server. */
@NullMarked
package io.aeroarrow.bench.operations;

import org.jspecify.annotations.NullMarked;
