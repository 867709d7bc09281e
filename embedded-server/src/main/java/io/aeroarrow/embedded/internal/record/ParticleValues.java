package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.msgpack.CanonicalContainers;
import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import java.nio.ByteBuffer;

/** Checks the values that a client writes and converts them to their stored form. */
final class ParticleValues {
    private ParticleValues() {}

    static ByteSlice stored(int particle, ByteSlice sent) {
        return switch (particle) {
            case ParticleType.INTEGER -> ofLong(integer(sent));
            case ParticleType.FLOAT -> floating(sent);
            case ParticleType.BOOL -> bool(sent);
            case ParticleType.LIST, ParticleType.MAP -> container(particle, sent);
            case ParticleType.GEOJSON -> GeoJsonParticle.stored(sent);
            case ParticleType.HLL -> HyperLogLogParticle.checked(sent);
            // The vector type is reserved, but a real server stores such values unchanged.
            case ParticleType.STRING, ParticleType.VECTOR -> sent;
            default -> {
                if (!ParticleType.isBlob(particle)) {
                    throw RequestFailure.parameter("particle type " + particle);
                }
                yield sent;
            }
        };
    }

    /** Reads narrow integers as unsigned, as a real server does. */
    static long integer(ByteSlice sent) {
        return switch (sent.length()) {
            case 1 -> sent.u8(0);
            case 2 -> sent.u16(0);
            case 4 -> sent.u32(0);
            case 8 -> sent.i64(0);
            default -> throw RequestFailure.parameter("integer of " + sent.length() + " bytes");
        };
    }

    static double real(ByteSlice sent) {
        return Double.longBitsToDouble(floating(sent).i64(0));
    }

    static ByteSlice ofLong(long value) {
        return ByteSlice.of(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    private static ByteSlice floating(ByteSlice sent) {
        if (sent.length() != Double.BYTES) {
            throw RequestFailure.parameter("float of " + sent.length() + " bytes");
        }
        return sent;
    }

    private static ByteSlice bool(ByteSlice sent) {
        if (sent.length() != 1 || sent.u8(0) > 1) {
            throw RequestFailure.parameter("the value is not a bool");
        }
        return sent;
    }

    private static ByteSlice container(int particle, ByteSlice sent) {
        try {
            return ByteSlice.of(
                    particle == ParticleType.LIST
                            ? CanonicalContainers.canonicalList(sent)
                            : CanonicalContainers.canonicalMap(sent));
        } catch (MalformedMsgpack e) {
            throw new RequestFailure(ServerResultCode.UNKNOWN, "list or map: " + e.getMessage());
        }
    }
}
