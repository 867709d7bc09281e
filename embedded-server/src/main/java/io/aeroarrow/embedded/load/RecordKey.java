package io.aeroarrow.embedded.load;

import io.aeroarrow.embedded.store.Digest;
import io.aeroarrow.embedded.wire.Bytes;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** A key as it is stored, and its digest: RIPEMD-160 of the set's name, the type byte and the value. */
record RecordKey(Bytes stored, Bytes digest) {

    static RecordKey of(String set, EncodedValue value) {
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
        return new RecordKey(Bytes.of(stored), Bytes.of(digest));
    }
}
