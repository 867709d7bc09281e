package io.aeroarrow.embedded.wire;

/** One op of a request. */
public record Op(int code, int particle, Bytes name, Bytes value) {}
