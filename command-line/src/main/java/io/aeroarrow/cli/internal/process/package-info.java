/** The process: streams, terminals, environment, exit codes, signals. */
@NullMarked
package io.aeroarrow.cli.internal.process;

import org.jspecify.annotations.NullMarked;
