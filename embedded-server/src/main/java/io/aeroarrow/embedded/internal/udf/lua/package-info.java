/** Runs user-defined functions with Lua 5.4, if the optional library is on the class path. */
@NullMarked
package io.aeroarrow.embedded.internal.udf.lua;

import org.jspecify.annotations.NullMarked;
