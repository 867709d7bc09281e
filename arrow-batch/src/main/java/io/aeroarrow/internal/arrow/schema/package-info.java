/** What a schema's fields mean to the server. */
@NullMarked
package io.aeroarrow.internal.arrow.schema;

import org.jspecify.annotations.NullMarked;
