/** Info requests, secondary-index commands and the start of background jobs. */
@NullMarked
package io.aeroarrow.internal.admin;

import org.jspecify.annotations.NullMarked;
