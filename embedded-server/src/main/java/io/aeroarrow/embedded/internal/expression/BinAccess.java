package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.store.BinCursor;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;

/** The operators BIN and BIN_TYPE. */
final class BinAccess {
    private static final int BIN = 81;
    private static final int MAX_BIN_NAME = 15;

    private BinAccess() {}

    static TypedExpression compile(int opcode, CallArguments arguments) {
        if (opcode == BIN) {
            return bin(ExpressionType.ofId((int) arguments.literalInteger()), binName(arguments));
        }
        return binType(binName(arguments));
    }

    private static ByteSlice binName(CallArguments arguments) {
        ByteSlice name = arguments.literalName();
        if (name.length() > MAX_BIN_NAME) {
            throw new InvalidExpression("bin name of " + name.length() + " bytes");
        }
        return name;
    }

    private static TypedExpression bin(ExpressionType type, ByteSlice name) {
        return new TypedExpression(type, evaluation -> {
            BinCursor cursor = evaluation.stored().bins();
            if (!cursor.seek(name) || cursor.particle() != type.particle()) {
                return ExpressionValue.UNKNOWN;
            }
            return value(type, cursor.value());
        });
    }

    private static TypedExpression binType(ByteSlice name) {
        return new TypedExpression(ExpressionType.INT, evaluation -> {
            BinCursor cursor = evaluation.stored().bins();
            return ExpressionValue.of((long) (cursor.seek(name) ? cursor.particle() : ParticleType.NULL));
        });
    }

    static ExpressionValue value(ExpressionType type, ByteSlice stored) {
        return switch (type) {
            case INT -> ExpressionValue.of(stored.i64(0));
            case FLOAT -> ExpressionValue.of(Double.longBitsToDouble(stored.i64(0)));
            case BOOL -> ExpressionValue.of(stored.u8(0) != 0);
            case GEO -> GeoOperator.stored(stored);
            default -> new ExpressionValue.Raw(stored);
        };
    }
}
