/** The commands, one class each, and the options that several share. */
@NullMarked
package io.aeroarrow.cli.internal.command;

import org.jspecify.annotations.NullMarked;
