/** The vocabulary of schemas: metadata columns, field metadata, mismatch policies, inferred schemas. */
@NullMarked
package io.aeroarrow.arrow.schema;

import org.jspecify.annotations.NullMarked;
