/** JUnit 5 tests and the server they run on: a named one, one in a container, or the embedded one. */
@NullMarked
package io.aeroarrow.embedded.junit;

import org.jspecify.annotations.NullMarked;
