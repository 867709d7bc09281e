/** Output files, and the writer interface that each format implements. */
@NullMarked
package io.aeroarrow.files.internal.output;

import org.jspecify.annotations.NullMarked;
