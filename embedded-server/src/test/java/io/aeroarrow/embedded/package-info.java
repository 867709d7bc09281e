/** Tests of the embedded server. The official Java client judges it. */
@NullMarked
package io.aeroarrow.embedded;

import org.jspecify.annotations.NullMarked;
