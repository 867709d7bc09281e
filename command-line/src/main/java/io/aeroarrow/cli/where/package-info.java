/** The language of {@code --where}: text to filters of the model. */
@NullMarked
package io.aeroarrow.cli.where;

import org.jspecify.annotations.NullMarked;
