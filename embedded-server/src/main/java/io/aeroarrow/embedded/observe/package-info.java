/** What a test may watch of the requests that reached the server. */
@NullMarked
package io.aeroarrow.embedded.observe;

import org.jspecify.annotations.NullMarked;
