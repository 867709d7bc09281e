/** Reads and writes JSON lines, and infers their column types. */
@NullMarked
package io.aeroarrow.files.internal.json;

import org.jspecify.annotations.NullMarked;
