/** Arrow batches to files and back: {@link io.aeroarrow.files.ArrowFiles} is the way in. */
@NullMarked
package io.aeroarrow.files;

import org.jspecify.annotations.NullMarked;
