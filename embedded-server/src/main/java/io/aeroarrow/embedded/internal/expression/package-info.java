/** Filter expressions: compiled once, evaluated for each record. */
@NullMarked
package io.aeroarrow.embedded.internal.expression;

import org.jspecify.annotations.NullMarked;
