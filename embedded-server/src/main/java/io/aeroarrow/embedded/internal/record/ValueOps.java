package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.bits.BitOperations;
import io.aeroarrow.embedded.internal.collection.CollectionOperations;
import io.aeroarrow.embedded.internal.expression.PathSelection;
import io.aeroarrow.embedded.internal.hll.HllOperations;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.operation.Modification;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import io.aeroarrow.embedded.internal.wire.OpCode;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import org.jspecify.annotations.Nullable;

/** The ops that read or change parts of a bin's value. */
final class ValueOps {
    private ValueOps() {}

    /** Executes an op that reads an existing bin; null for no result. */
    static @Nullable BinValue read(MessageOp op, BinValue bin, ServerVersion version) {
        switch (op.code()) {
            case OpCode.CDT_READ -> {
                return PathSelection.isSelection(op.value(), version)
                        ? PathSelection.read(bin, op.value(), version)
                        : CollectionOperations.read(bin, op.value());
            }
            case OpCode.BITS_READ -> {
                requireBlobParameter(op);
                return BitOperations.read(bin, op.value());
            }
            case OpCode.HLL_READ -> {
                return HllOperations.read(bin, op.value());
            }
            default -> throw RequestFailure.parameter("op " + op.code() + " does not read a value");
        }
    }

    static Modification modify(MessageOp op, @Nullable BinValue bin, ServerVersion version) {
        switch (op.code()) {
            case OpCode.CDT_MODIFY -> {
                return PathSelection.isSelection(op.value(), version)
                        ? PathSelection.modify(bin, op.value(), version)
                        : CollectionOperations.modify(bin, op.value());
            }
            case OpCode.BITS_MODIFY -> {
                requireBlobParameter(op);
                return BitOperations.modify(bin, op.value());
            }
            case OpCode.HLL_MODIFY -> {
                return HllOperations.modify(bin, op.value());
            }
            default -> throw RequestFailure.parameter("op " + op.code() + " does not change a value");
        }
    }

    private static void requireBlobParameter(MessageOp op) {
        if (op.particle() != ParticleType.BLOB) {
            throw new RequestFailure(
                    ServerResultCode.INCOMPATIBLE_TYPE,
                    "op " + op.code() + " with a parameter of type " + op.particle());
        }
    }
}
