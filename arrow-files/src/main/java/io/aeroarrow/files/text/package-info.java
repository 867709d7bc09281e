/** CSV and JSON lines: values as text and as JSON, and types found in a sample. */
@NullMarked
package io.aeroarrow.files.text;

import org.jspecify.annotations.NullMarked;
