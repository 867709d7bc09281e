package io.aeroarrow.embedded.internal.udf.lua;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** An iterator over a list, or over parts of a map, in the hands of a function. */
record LuaIterator(Iterator<? extends @Nullable Object> rest) {}
