package io.aeroarrow.embedded.exp;

import io.aeroarrow.embedded.store.BinCursor;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.Particle;

/** BIN and BIN_TYPE. */
final class BinAccess {
    private static final int BIN = 81;
    private static final int MAX_BIN_NAME = 15;

    private BinAccess() {}

    static Node compile(int opcode, Arguments arguments) {
        if (opcode == BIN) {
            return bin(ExpType.ofId((int) arguments.literalInteger()), binName(arguments));
        }
        return binType(binName(arguments));
    }

    private static Bytes binName(Arguments arguments) {
        Bytes name = arguments.literalName();
        if (name.length() > MAX_BIN_NAME) {
            throw new InvalidExpression("bin name of " + name.length() + " bytes");
        }
        return name;
    }

    private static Node bin(ExpType type, Bytes name) {
        return new Node(type, evaluation -> {
            BinCursor cursor = evaluation.stored().bins();
            if (!cursor.seek(name) || cursor.particle() != type.particle()) {
                return Value.UNKNOWN;
            }
            return value(type, cursor.value());
        });
    }

    private static Node binType(Bytes name) {
        return new Node(ExpType.INT, evaluation -> {
            BinCursor cursor = evaluation.stored().bins();
            return Value.of((long) (cursor.seek(name) ? cursor.particle() : Particle.NULL));
        });
    }

    static Value value(ExpType type, Bytes stored) {
        return switch (type) {
            case INT -> Value.of(stored.i64(0));
            case FLOAT -> Value.of(Double.longBitsToDouble(stored.i64(0)));
            case BOOL -> Value.of(stored.u8(0) != 0);
            case GEO -> GeoMatch.stored(stored);
            default -> new Value.Raw(stored);
        };
    }
}
