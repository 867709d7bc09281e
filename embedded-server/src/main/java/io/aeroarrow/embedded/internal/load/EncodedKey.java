package io.aeroarrow.embedded.internal.load;

import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** A key in its stored form, and its digest: RIPEMD-160 of the set name, the type byte and the value. */
public record EncodedKey(ByteSlice stored, ByteSlice digest) {

    public static EncodedKey of(String set, EncodedValue value) {
        byte[] stored = new byte[1 + value.bytes().length()];
        stored[0] = (byte) value.particle();
        System.arraycopy(
                value.bytes().array(),
                value.bytes().offset(),
                stored,
                1,
                value.bytes().length());
        byte[] name = set.getBytes(StandardCharsets.UTF_8);
        RIPEMD160Digest hash = new RIPEMD160Digest();
        hash.update(name, 0, name.length);
        hash.update(stored, 0, stored.length);
        byte[] digest = new byte[Digest.SIZE];
        hash.doFinal(digest, 0);
        return new EncodedKey(ByteSlice.of(stored), ByteSlice.of(digest));
    }
}
