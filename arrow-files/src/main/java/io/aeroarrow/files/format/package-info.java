/** Public API: file formats, their compressions, the CSV dialect, and the error of an unusable file. */
@NullMarked
package io.aeroarrow.files.format;

import org.jspecify.annotations.NullMarked;
