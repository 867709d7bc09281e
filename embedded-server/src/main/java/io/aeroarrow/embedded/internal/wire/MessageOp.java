package io.aeroarrow.embedded.internal.wire;

/** One op of a request. */
public record MessageOp(int code, int particle, ByteSlice name, ByteSlice value) {}
