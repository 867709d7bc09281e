/** A JUnit 5 extension that gives tests their server: a named server, a container, or the embedded server. */
@NullMarked
package io.aeroarrow.embedded.junit;

import org.jspecify.annotations.NullMarked;
