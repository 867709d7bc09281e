/** How columns are looked at, by all formats. */
@NullMarked
package io.aeroarrow.files.column;

import org.jspecify.annotations.NullMarked;
