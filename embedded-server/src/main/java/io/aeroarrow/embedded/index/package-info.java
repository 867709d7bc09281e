/** Secondary indexes: their definitions, and what a query through one finds. Internal to the server. */
@NullMarked
package io.aeroarrow.embedded.index;

import org.jspecify.annotations.NullMarked;
