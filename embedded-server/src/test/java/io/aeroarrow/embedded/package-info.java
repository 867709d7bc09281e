/** Tests of the embedded server, with the official Java client as their judge. */
@NullMarked
package io.aeroarrow.embedded;

import org.jspecify.annotations.NullMarked;
