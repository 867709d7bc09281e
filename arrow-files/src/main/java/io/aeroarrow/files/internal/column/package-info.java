/** Access to the values of Arrow vectors, shared by all formats. */
@NullMarked
package io.aeroarrow.files.internal.column;

import org.jspecify.annotations.NullMarked;
