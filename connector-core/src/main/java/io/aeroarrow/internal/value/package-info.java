/** Values in bytes: particle types and MessagePack. */
@NullMarked
package io.aeroarrow.internal.value;

import org.jspecify.annotations.NullMarked;
