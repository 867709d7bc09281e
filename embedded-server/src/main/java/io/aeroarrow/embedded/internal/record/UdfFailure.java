package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.OpCode;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.nio.charset.StandardCharsets;

/** The answer of a real server to a call of a UDF that is not registered. */
public final class UdfFailure {
    private static final ByteSlice BIN = ByteSlice.of("FAILURE".getBytes(StandardCharsets.UTF_8));
    private static final ByteSlice TEXT = ByteSlice.of("UDF: Execution Error 1".getBytes(StandardCharsets.UTF_8));

    private UdfFailure() {}

    public static void write(RecordReply reply) {
        reply.op(OpCode.READ, ParticleType.STRING, BIN, TEXT);
        reply.finishFailed();
    }
}
