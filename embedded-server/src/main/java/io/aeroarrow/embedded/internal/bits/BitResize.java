package io.aeroarrow.embedded.internal.bits;

import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The operations that change the size of a blob. */
final class BitResize {
    private static final int FROM_FRONT = 0x1;
    private static final int GROW_ONLY = 0x2;
    private static final int SHRINK_ONLY = 0x4;

    private BitResize() {}

    static byte @Nullable [] resize(BitCall call, byte[] old) {
        int size = call.size() / 8;
        if (size == old.length) {
            return null;
        }
        if (call.option(size < old.length ? GROW_ONLY : SHRINK_ONLY)) {
            return refused(call, "a resize in the other direction");
        }
        if (!call.option(FROM_FRONT)) {
            return Arrays.copyOf(old, size);
        }
        byte[] resized = new byte[size];
        int kept = Math.min(size, old.length);
        System.arraycopy(old, old.length - kept, resized, size - kept, kept);
        return resized;
    }

    static byte[] insert(BitCall call, byte[] old, int at) {
        byte[] head = Arrays.copyOf(old, at);
        byte[] tail = at < old.length ? Arrays.copyOfRange(old, at, old.length) : new byte[0];
        return BitOperations.joined(BitOperations.joined(head, call.data().copy()), tail);
    }

    static byte @Nullable [] remove(BitCall call, byte[] old, int at) {
        int count = call.size() / 8;
        if (at >= old.length) {
            return refused(call, "bytes behind the end of the blob");
        }
        if (at + (long) count > old.length) {
            if (!call.partial()) {
                return refused(call, "bytes behind the end of the blob");
            }
            count = old.length - at;
        }
        return BitOperations.joined(Arrays.copyOf(old, at), Arrays.copyOfRange(old, at + count, old.length));
    }

    private static byte @Nullable [] refused(BitCall call, String reason) {
        if (call.noFail()) {
            return null;
        }
        throw RequestFailure.parameter(reason);
    }
}
