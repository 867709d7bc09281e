/** Reads and writes Arrow IPC files and streams. */
@NullMarked
package io.aeroarrow.files.internal.ipc;

import org.jspecify.annotations.NullMarked;
