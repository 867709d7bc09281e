/** The text grammar of info answers. */
@NullMarked
package io.aeroarrow.internal.info;

import org.jspecify.annotations.NullMarked;
