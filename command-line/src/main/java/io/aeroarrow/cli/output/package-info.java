/** Where rows go, and as what: tables, files, pipes; how far a command is. */
@NullMarked
package io.aeroarrow.cli.output;

import org.jspecify.annotations.NullMarked;
