/** Tests of filter expressions. */
@NullMarked
package io.aeroarrow.embedded.exp;

import org.jspecify.annotations.NullMarked;
