/** Tests of filter expressions. */
@NullMarked
package io.aeroarrow.embedded.internal.expression;

import org.jspecify.annotations.NullMarked;
