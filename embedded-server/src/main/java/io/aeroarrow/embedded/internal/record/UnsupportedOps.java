package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.wire.MessageOp;
import io.aeroarrow.embedded.internal.wire.OpCode;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;

/** CDT, bit, HLL and expression ops. They are answered as by a real server if this needs no execution, otherwise refused. */
final class UnsupportedOps {
    private UnsupportedOps() {}

    /** Refuses the op. Returns only if a real server would answer without a result. */
    static void refuse(MessageOp op, int binParticle) {
        if (binParticle != ParticleType.NULL && !applies(op.code(), binParticle)) {
            throw new RequestFailure(
                    ServerResultCode.INCOMPATIBLE_TYPE, "op " + op.code() + " on a bin of type " + binParticle);
        }
        boolean readOfNothing =
                OpCode.isRead(op.code()) && op.code() != OpCode.EXP_READ && binParticle == ParticleType.NULL;
        if (!readOfNothing) {
            throw new RequestFailure(ServerResultCode.UNSUPPORTED_FEATURE, "op " + op.code() + " is not supported");
        }
    }

    private static boolean applies(int code, int binParticle) {
        return switch (code) {
            case OpCode.CDT_READ, OpCode.CDT_MODIFY ->
                binParticle == ParticleType.LIST || binParticle == ParticleType.MAP;
            case OpCode.BITS_READ, OpCode.BITS_MODIFY -> binParticle == ParticleType.BLOB;
            case OpCode.HLL_READ, OpCode.HLL_MODIFY -> binParticle == ParticleType.HLL;
            default -> true;
        };
    }
}
