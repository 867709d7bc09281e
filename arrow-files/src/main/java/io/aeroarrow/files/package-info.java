/** Public API: {@link io.aeroarrow.files.ArrowFiles} writes Arrow batches to files and reads files as Arrow batches. */
@NullMarked
package io.aeroarrow.files;

import org.jspecify.annotations.NullMarked;
