/** Filter expressions, compiled once and evaluated against a record. Internal to the server. */
@NullMarked
package io.aeroarrow.embedded.exp;

import org.jspecify.annotations.NullMarked;
