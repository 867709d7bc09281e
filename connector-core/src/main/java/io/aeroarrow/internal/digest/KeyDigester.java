package io.aeroarrow.internal.digest;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.ValueEncoder;
import io.aeroarrow.model.Key;
import java.nio.charset.StandardCharsets;

/**
 * Computes record digests: RIPEMD-160 of the set's name, the key's particle type and its bytes. The namespace is not
 * part of it. Not thread-safe; allocates nothing per key.
 */
public final class KeyDigester {

    /** The size of a digest in bytes. */
    public static final int DIGEST_SIZE = Ripemd160.DIGEST_SIZE;

    public static final int PARTITION_MASK = 0x0fff;

    private final Ripemd160 hash = new Ripemd160();
    private final String setName;
    private final byte[] set;

    public KeyDigester(String set) {
        setName = set;
        this.set = set.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the digest of an integer key to {@code target}. */
    public void digest(long key, long target) {
        hash.update(set);
        hash.update((byte) Particle.INTEGER);
        for (int shift = 56; shift >= 0; shift -= 8) {
            hash.update((byte) (key >>> shift));
        }
        hash.digest(target);
    }

    /** Writes the digest of a string or blob key, given by its bytes, to {@code target}. */
    public void digest(int particle, long key, int keyBytes, long target) {
        hash.update(set);
        hash.update((byte) particle);
        hash.update(key, keyBytes);
        hash.digest(target);
    }

    /** The digest of a key on the heap. */
    byte[] digest(int particle, byte[] key) {
        hash.update(set);
        hash.update((byte) particle);
        hash.update(key);
        return hash.digest();
    }

    /** The digest of a key. */
    public static byte[] digest(Key key) {
        return key.knownDigest().isPresent()
                ? key.knownDigest().get().bytes()
                : new KeyDigester(key.set()).digestOf(key);
    }

    /** Whether it computes digests of the set. */
    public boolean isOf(String other) {
        return setName.equals(other);
    }

    /** As {@link #digest(Key)}, for a key of this digester's set. */
    public byte[] digestOf(Key key) {
        return key.knownDigest().isPresent()
                ? key.knownDigest().get().bytes()
                : digest(ValueEncoder.particle(key.userKey()), ValueEncoder.bytes(key.userKey()));
    }

    /** The partition, 0 to 4095, of a digest. */
    public static int partition(byte[] digest) {
        return ((digest[0] & 0xff) | (digest[1] & 0xff) << 8) & PARTITION_MASK;
    }

    /** The partition, 0 to 4095, of the digest at an address. */
    public static int partition(long digest) {
        return (RawMemory.getUnsignedByte(digest) | RawMemory.getUnsignedByte(digest + 1) << 8) & PARTITION_MASK;
    }
}
