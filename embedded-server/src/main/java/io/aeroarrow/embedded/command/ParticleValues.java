package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.msgpack.Containers;
import io.aeroarrow.embedded.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.Particle;
import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;
import java.nio.ByteBuffer;

/** Checks the values that a client writes and brings them into the form in which they are stored and sent. */
final class ParticleValues {
    private ParticleValues() {}

    static Bytes stored(int particle, Bytes sent) {
        return switch (particle) {
            case Particle.INTEGER -> ofLong(integer(sent));
            case Particle.FLOAT -> floating(sent);
            case Particle.BOOL -> bool(sent);
            case Particle.LIST, Particle.MAP -> container(particle, sent);
            case Particle.GEOJSON -> GeoJson.stored(sent);
            case Particle.HLL -> HyperLogLog.checked(sent);
            // Vectors are reserved, yet a real server stores them as they come.
            case Particle.STRING, Particle.VECTOR -> sent;
            default -> {
                if (!Particle.isBlob(particle)) {
                    throw RequestFailure.parameter("particle type " + particle);
                }
                yield sent;
            }
        };
    }

    /** Narrow integers are taken without their sign, as a real server does. */
    static long integer(Bytes sent) {
        return switch (sent.length()) {
            case 1 -> sent.u8(0);
            case 2 -> sent.u16(0);
            case 4 -> sent.u32(0);
            case 8 -> sent.i64(0);
            default -> throw RequestFailure.parameter("integer of " + sent.length() + " bytes");
        };
    }

    static double real(Bytes sent) {
        return Double.longBitsToDouble(floating(sent).i64(0));
    }

    static Bytes ofLong(long value) {
        return Bytes.of(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    private static Bytes floating(Bytes sent) {
        if (sent.length() != Double.BYTES) {
            throw RequestFailure.parameter("float of " + sent.length() + " bytes");
        }
        return sent;
    }

    private static Bytes bool(Bytes sent) {
        if (sent.length() != 1 || sent.u8(0) > 1) {
            throw RequestFailure.parameter("no bool");
        }
        return sent;
    }

    private static Bytes container(int particle, Bytes sent) {
        try {
            return Bytes.of(particle == Particle.LIST ? Containers.canonicalList(sent) : Containers.canonicalMap(sent));
        } catch (MalformedMsgpack e) {
            throw new RequestFailure(ResultCode.UNKNOWN, "list or map: " + e.getMessage());
        }
    }
}
