/** The parser of the {@code --where} language. */
@NullMarked
package io.aeroarrow.cli.internal.where;

import org.jspecify.annotations.NullMarked;
