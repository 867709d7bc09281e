/** JSON, parsed by Jackson, whose types do not leave the server. */
@NullMarked
package io.aeroarrow.embedded.internal.json;

import org.jspecify.annotations.NullMarked;
