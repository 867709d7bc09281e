/** Output of rows to tables, files and pipes, and the progress bar. */
@NullMarked
package io.aeroarrow.cli.internal.output;

import org.jspecify.annotations.NullMarked;
