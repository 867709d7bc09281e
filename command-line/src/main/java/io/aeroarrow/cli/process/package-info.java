/** What surrounds the command: streams, terminals, environment, exit codes, signals. */
@NullMarked
package io.aeroarrow.cli.process;

import org.jspecify.annotations.NullMarked;
