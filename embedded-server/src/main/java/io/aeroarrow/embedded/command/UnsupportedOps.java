package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.wire.Op;
import io.aeroarrow.embedded.wire.OpCode;
import io.aeroarrow.embedded.wire.Particle;
import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;

/** CDT, bit, HLL and expression ops: answered as a real server does where that needs no execution, refused otherwise. */
final class UnsupportedOps {
    private UnsupportedOps() {}

    /** Returns only if a real server would answer that it has found nothing. */
    static void refuse(Op op, int binParticle) {
        if (binParticle != Particle.NULL && !applies(op.code(), binParticle)) {
            throw new RequestFailure(
                    ResultCode.INCOMPATIBLE_TYPE, "op " + op.code() + " on a bin of type " + binParticle);
        }
        boolean readOfNothing =
                OpCode.isRead(op.code()) && op.code() != OpCode.EXP_READ && binParticle == Particle.NULL;
        if (!readOfNothing) {
            throw new RequestFailure(ResultCode.UNSUPPORTED_FEATURE, "op " + op.code() + " is not supported");
        }
    }

    private static boolean applies(int code, int binParticle) {
        return switch (code) {
            case OpCode.CDT_READ, OpCode.CDT_MODIFY -> binParticle == Particle.LIST || binParticle == Particle.MAP;
            case OpCode.BITS_READ, OpCode.BITS_MODIFY -> binParticle == Particle.BLOB;
            case OpCode.HLL_READ, OpCode.HLL_MODIFY -> binParticle == Particle.HLL;
            default -> true;
        };
    }
}
