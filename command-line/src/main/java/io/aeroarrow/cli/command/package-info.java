/** The commands, a class each. */
@NullMarked
package io.aeroarrow.cli.command;

import org.jspecify.annotations.NullMarked;
