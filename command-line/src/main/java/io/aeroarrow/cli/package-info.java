/**
 * The command line {@code aeroarrow}. Its public API is the command itself (options, output and exit codes), the language of
 * its conditions, and its connection settings.
 */
@NullMarked
package io.aeroarrow.cli;

import org.jspecify.annotations.NullMarked;
