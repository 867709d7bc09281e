package io.aeroarrow.internal.digest;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.Particle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Computes the digests of many keys, as {@link KeyDigester} does for one. It collects {@value #LANES} keys, then runs
 * each step of the hash as a loop over all of them, which the JVM vectorizes. Not thread-safe; allocates nothing per
 * key.
 */
public final class BulkKeyDigester {

    private static final int LANES = 128;
    private static final int WORDS = 16;
    private static final int LENGTH_WORD = 14;
    /** The bytes that fit in one block with the end mark and the length; longer keys are hashed one by one. */
    private static final int MAX_BYTES = 55;

    private static final int END_MARK = 0x80;

    private final KeyDigester single;
    private final Ripemd160Lanes hash = new Ripemd160Lanes(LANES);
    private final ByteBuffer blockMemory = ByteBuffer.allocateDirect(WORDS * Integer.BYTES);
    private final long block = RawMemory.address(blockMemory);
    private final int setBytes;
    private final long[] targets = new long[LANES];
    private int lanes;
    /** The bytes of the block before the end mark; the bytes after it are zero. */
    private int usedBytes;

    public BulkKeyDigester(String set) {
        single = new KeyDigester(set);
        byte[] name = set.getBytes(StandardCharsets.UTF_8);
        setBytes = name.length;
        if (setBytes < MAX_BYTES) {
            RawMemory.copy(name, 0, block, setBytes);
        }
    }

    /** Adds an integer key. Its digest is written to {@code target} by {@link #finish()} at the latest. */
    public void add(long key, long target) {
        if (setBytes + 1 + Long.BYTES > MAX_BYTES) {
            single.digest(key, target);
            return;
        }
        RawMemory.putLongBE(block + setBytes + 1, key);
        addBlock(Particle.INTEGER, Long.BYTES, target);
    }

    /** Adds a string or blob key. Its bytes are not read after this call. */
    public void add(int particle, long key, int keyBytes, long target) {
        if (setBytes + 1L + keyBytes > MAX_BYTES) {
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

    /** Writes the remaining digests. */
    public void finish() {
        if (lanes > 0) {
            hash.compress(lanes);
            for (int lane = 0; lane < lanes; lane++) {
                hash.write(lane, targets[lane]);
            }
            lanes = 0;
        }
    }
}
