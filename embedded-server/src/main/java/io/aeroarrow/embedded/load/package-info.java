/** Fills a server with records out of maps and files. */
@NullMarked
package io.aeroarrow.embedded.load;

import org.jspecify.annotations.NullMarked;
