/** Measures puts, gets, batch reads and scans of Java and Python clients, in interleaved rounds on one server. */
@NullMarked
package io.aeroarrow.bench.operations;

import org.jspecify.annotations.NullMarked;
