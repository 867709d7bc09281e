/** The command line: where a process begins, and how it ends. */
@NullMarked
package io.aeroarrow.cli;

import org.jspecify.annotations.NullMarked;
