/**
 * The command line {@code aeroarrow}. Its public API is the command itself (options, output and exit codes), its language of
 * conditions and its settings of a connection.
 */
@NullMarked
package io.aeroarrow.cli;

import org.jspecify.annotations.NullMarked;
