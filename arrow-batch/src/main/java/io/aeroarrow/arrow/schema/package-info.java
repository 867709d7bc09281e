/** Parts of a schema: metadata columns, field metadata, mismatch policies; and inferred schemas. */
@NullMarked
package io.aeroarrow.arrow.schema;

import org.jspecify.annotations.NullMarked;
