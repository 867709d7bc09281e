/** Arrow's own files and streams. */
@NullMarked
package io.aeroarrow.files.ipc;

import org.jspecify.annotations.NullMarked;
