package io.aeroarrow.internal.digest;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.Particle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Computes the digests of many keys, as {@link KeyDigester} does of one. Keys are taken in until there are {@value #LANES}
 * of them; then each step of the hash is a loop over all, which the JVM turns into vector instructions. Not thread-safe;
 * allocates nothing per key.
 */
public final class BulkKeyDigester {

    private static final int LANES = 128;
    private static final int WORDS = 16;
    private static final int LENGTH_WORD = 14;
    /** What fits in one block beside the mark of its end and its length; longer keys are hashed one by one. */
    private static final int MOST_BYTES = 55;

    private static final int END_MARK = 0x80;

    private final KeyDigester single;
    private final Ripemd160Lanes hash = new Ripemd160Lanes(LANES);
    private final ByteBuffer blockMemory = ByteBuffer.allocateDirect(WORDS * Integer.BYTES);
    private final long block = RawMemory.address(blockMemory);
    private final int setBytes;
    private final long[] targets = new long[LANES];
    private int lanes;
    /** Of the block, before the mark of the end; behind that it is clear. */
    private int usedBytes;

    public BulkKeyDigester(String set) {
        single = new KeyDigester(set);
        byte[] name = set.getBytes(StandardCharsets.UTF_8);
        setBytes = name.length;
        if (setBytes < MOST_BYTES) {
            RawMemory.copy(name, 0, block, setBytes);
        }
    }

    /** Takes in an integer key. Its digest is at {@code target} after {@link #finish()}, at the latest. */
    public void add(long key, long target) {
        if (setBytes + 1 + Long.BYTES > MOST_BYTES) {
            single.digest(key, target);
            return;
        }
        RawMemory.putLongBE(block + setBytes + 1, key);
        addBlock(Particle.INTEGER, Long.BYTES, target);
    }

    /** Takes in a string or blob key, given by its bytes, which are not looked at any more after this. */
    public void add(int particle, long key, int keyBytes, long target) {
        if (setBytes + 1L + keyBytes > MOST_BYTES) {
            single.digest(particle, key, keyBytes, target);
            return;
        }
        RawMemory.copy(key, block + setBytes + 1, keyBytes);
        addBlock(particle, keyBytes, target);
    }

    private void addBlock(int particle, int keyBytes, long target) {
        int bytes = setBytes + 1 + keyBytes;
        RawMemory.putByte(block + setBytes, (byte) particle);
        RawMemory.putByte(block + bytes, (byte) END_MARK);
        if (bytes < usedBytes) {
            RawMemory.fill(block + bytes + 1, usedBytes - bytes, (byte) 0);
        }
        usedBytes = bytes;
        for (int word = 0; word < LENGTH_WORD; word++) {
            hash.put(lanes, word, Integer.reverseBytes(RawMemory.getIntBE(block + (long) word * Integer.BYTES)));
        }
        hash.put(lanes, LENGTH_WORD, bytes * Byte.SIZE);
        hash.put(lanes, LENGTH_WORD + 1, 0);
        targets[lanes] = target;
        lanes++;
        if (lanes == LANES) {
            finish();
        }
    }

    /** Writes the digests that are still to be written. */
    public void finish() {
        if (lanes > 0) {
            hash.compress();
            for (int lane = 0; lane < lanes; lane++) {
                hash.write(lane, targets[lane]);
            }
            lanes = 0;
        }
    }
}
