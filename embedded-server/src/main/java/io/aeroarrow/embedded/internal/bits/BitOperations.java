package io.aeroarrow.embedded.internal.bits;

import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.operation.Modification;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Executes calls of bit operations on the value of a bin. */
public final class BitOperations {
    private static final int SIGNED = 0x1;

    private BitOperations() {}

    public static BinValue read(BinValue bin, ByteSlice payload) {
        BitCall call = BitCall.parse(payload, true);
        requireBlob(bin);
        byte[] bytes = bin.value().copy();
        int start = start(call, bytes.length);
        if (start / 8 >= bytes.length || end(start, call.size()) > bytes.length) {
            throw notApplicable("bits behind the end of the blob");
        }
        BitString bits = new BitString(bytes, start, call.size());
        return switch (call.operation()) {
            case GET -> new BinValue(ParticleType.BLOB, ByteSlice.of(bits.copy()));
            case COUNT -> BinValue.of((long) bits.count());
            case LEFT_SCAN -> BinValue.of((long) bits.first(call.value() == 1));
            case RIGHT_SCAN -> BinValue.of((long) bits.last(call.value() == 1));
            default -> {
                int unused = Long.SIZE - call.size();
                long value = bits.load();
                yield BinValue.of(call.option(SIGNED) ? value << unused >> unused : value);
            }
        };
    }

    /**
     * Executes a modifying call.
     *
     * @param bin the bin's value; null if the bin is absent
     */
    public static Modification modify(@Nullable BinValue bin, ByteSlice payload) {
        BitCall call = BitCall.parse(payload, false);
        if (bin != null && call.createOnly()) {
            return refused(call, ServerResultCode.BIN_EXISTS, "the bin exists");
        }
        if (bin == null && (!call.operation().creates() || call.updateOnly())) {
            return refused(call, ServerResultCode.BIN_NOT_FOUND, "the bin does not exist");
        }
        if (bin != null) {
            requireBlob(bin);
        } else if (call.offset() < 0) {
            throw RequestFailure.parameter("a negative offset in an absent bin");
        }
        byte[] old = bin == null ? new byte[0] : bin.value().copy();
        int start = start(call, old.length);
        byte[] changed = switch (call.operation()) {
            case RESIZE -> BitResize.resize(call, old);
            case INSERT -> BitResize.insert(call, old, start / 8);
            case REMOVE -> BitResize.remove(call, old, start / 8);
            default -> overwrite(call, old, start);
        };
        if (changed == null) {
            return Modification.NONE;
        }
        if (changed.length >= BitCall.MAX_BYTES) {
            throw RequestFailure.parameter("a blob of " + changed.length + " bytes");
        }
        return new Modification(new BinValue(ParticleType.BLOB, ByteSlice.of(changed)), null);
    }

    /** Changes bits in place; null for no change. */
    private static byte @Nullable [] overwrite(BitCall call, byte[] old, int start) {
        int size = call.size();
        if (start / 8 >= old.length || end(start, size) > old.length) {
            boolean clips = call.partial() && start / 8 < old.length;
            if (!clips) {
                return refused(call, "bits behind the end of the blob");
            }
            size = 8 * old.length - start;
        }
        byte[] changed = old.clone();
        BitString to = new BitString(changed, start, size);
        BitString from = new BitString(old, start, size);
        switch (call.operation()) {
            case NOT -> {
                for (int i = 0; i < size; i++) {
                    to.set(i, !from.get(i));
                }
            }
            case LEFT_SHIFT -> shift(to, from, call.value());
            case RIGHT_SHIFT -> shift(to, from, -call.value());
            case SET_INT -> to.store(call.value());
            case ADD, SUBTRACT -> {
                OptionalLong result = BitArithmetic.compute(call, from.load());
                if (result.isEmpty()) {
                    return refused(call, "overflow");
                }
                to.store(result.getAsLong());
            }
            default -> combine(call, to, from);
        }
        return changed;
    }

    private static void combine(BitCall call, BitString to, BitString from) {
        BitString data = new BitString(call.data().copy(), 0, to.size());
        for (int i = 0; i < to.size(); i++) {
            boolean sent = data.get(i);
            to.set(
                    i,
                    switch (call.operation()) {
                        case OR -> from.get(i) || sent;
                        case XOR -> from.get(i) ^ sent;
                        case AND -> from.get(i) && sent;
                        default -> sent;
                    });
        }
    }

    /** Shifts to the left, or to the right by a negative number of bits. */
    private static void shift(BitString to, BitString from, long bits) {
        for (int i = 0; i < to.size(); i++) {
            long source = i + bits;
            to.set(i, source >= 0 && source < from.size() && from.get((int) source));
        }
    }

    private static int start(BitCall call, int bytes) {
        if (call.offset() >= 0) {
            return call.offset();
        }
        if (-(long) call.offset() > 8L * bytes) {
            throw RequestFailure.parameter("an offset in front of the blob");
        }
        return 8 * bytes + call.offset();
    }

    private static long end(int start, int size) {
        return ((long) start + size + 7) / 8;
    }

    private static void requireBlob(BinValue bin) {
        if (bin.particle() != ParticleType.BLOB) {
            throw new RequestFailure(
                    ServerResultCode.INCOMPATIBLE_TYPE, "a bit operation on a bin of type " + bin.particle());
        }
    }

    private static Modification refused(BitCall call, int resultCode, String reason) {
        if (call.noFail()) {
            return Modification.NONE;
        }
        throw new RequestFailure(resultCode, reason);
    }

    private static byte @Nullable [] refused(BitCall call, String reason) {
        if (call.noFail()) {
            return null;
        }
        throw notApplicable(reason);
    }

    private static RequestFailure notApplicable(String reason) {
        return new RequestFailure(ServerResultCode.OP_NOT_APPLICABLE, reason);
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
