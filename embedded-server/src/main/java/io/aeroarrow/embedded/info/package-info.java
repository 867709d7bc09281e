/** The info protocol: names, parameters and replies. Internal to the server. */
@NullMarked
package io.aeroarrow.embedded.info;

import org.jspecify.annotations.NullMarked;
