package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.udf.UdfValues;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.OpCode;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bins that answer calls of functions. */
public final class UdfReply {
    private static final ByteSlice SUCCESS = ByteSlice.of("SUCCESS".getBytes(StandardCharsets.UTF_8));
    private static final ByteSlice FAILURE = ByteSlice.of("FAILURE".getBytes(StandardCharsets.UTF_8));

    private UdfReply() {}

    /** Adds the result of a function; the caller finishes the reply. */
    static void success(RecordReply reply, @Nullable Object value) {
        BinValue particle = UdfValues.toParticle(value);
        if (particle == null) {
            reply.op(OpCode.READ, ParticleType.NULL, SUCCESS, ByteSlice.EMPTY);
        } else {
            reply.op(OpCode.READ, particle.particle(), SUCCESS, particle.value());
        }
    }

    /** Writes a row of an aggregation's results. */
    public static void row(RecordReply reply, @Nullable Object value) {
        success(reply, value);
        reply.finishFailed();
    }

    /** Adds an error's text, one character per byte, and finishes the reply. */
    public static void failure(RecordReply reply, String message) {
        ByteSlice text = ByteSlice.of(message.getBytes(StandardCharsets.ISO_8859_1));
        reply.op(OpCode.READ, ParticleType.STRING, FAILURE, text);
        reply.finishFailed();
    }
}
