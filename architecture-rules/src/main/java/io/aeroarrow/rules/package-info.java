/** Rules on packages and public API that the tests of each module apply. */
@NullMarked
package io.aeroarrow.rules;

import org.jspecify.annotations.NullMarked;
