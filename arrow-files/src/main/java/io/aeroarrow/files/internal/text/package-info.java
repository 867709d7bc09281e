/** Conversion of single values to text and back, and the input and output shared by the text formats. */
@NullMarked
package io.aeroarrow.files.internal.text;

import org.jspecify.annotations.NullMarked;
