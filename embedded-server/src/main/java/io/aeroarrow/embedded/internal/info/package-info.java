/** The info protocol: commands, parameters and answers. */
@NullMarked
package io.aeroarrow.embedded.internal.info;

import org.jspecify.annotations.NullMarked;
