package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.OpCode;
import io.aeroarrow.embedded.wire.Particle;
import java.nio.charset.StandardCharsets;

/** What a real server answers to the call of a UDF that is not registered. */
final class UdfFailure {
    private static final Bytes BIN = Bytes.of("FAILURE".getBytes(StandardCharsets.UTF_8));
    private static final Bytes TEXT = Bytes.of("UDF: Execution Error 1".getBytes(StandardCharsets.UTF_8));

    private UdfFailure() {}

    static void write(Reply reply) {
        reply.op(OpCode.READ, Particle.STRING, BIN, TEXT);
        reply.finishFailed();
    }
}
