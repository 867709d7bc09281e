package io.aeroarrow.embedded.internal.udf.lua;

import io.aeroarrow.embedded.internal.udf.UdfRecord;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stream that an aggregation reads, and where its results go. */
record LuaStream(Supplier<@Nullable UdfRecord> records, Consumer<@Nullable Object> results) {}
