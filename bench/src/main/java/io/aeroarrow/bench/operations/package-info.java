/** Gets and puts of single records, beside the official client. */
@NullMarked
package io.aeroarrow.bench.operations;

import org.jspecify.annotations.NullMarked;
