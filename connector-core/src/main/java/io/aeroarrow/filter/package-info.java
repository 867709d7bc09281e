/** Filters that servers evaluate, as a tree of tests over operands. */
@NullMarked
package io.aeroarrow.filter;

import org.jspecify.annotations.NullMarked;
