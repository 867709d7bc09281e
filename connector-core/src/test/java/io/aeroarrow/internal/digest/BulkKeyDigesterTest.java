package io.aeroarrow.internal.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.value.Particle;
import io.netty.buffer.ByteBuf;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bulk digests equal single digests, which {@link KeyDigesterTest} compares with the official client. */
class BulkKeyDigesterTest {

    private static final int SIZE = KeyDigester.DIGEST_SIZE;

    /** Some sets are so long that some keys, or none, fit in one block. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 30, 45, 46, 47, 54, 55, 63})
    void equalsSingleDigests(int setLength) {
        String set = "s".repeat(setLength);
        KeyDigester single = new KeyDigester(set);
        BulkKeyDigester bulk = new BulkKeyDigester(set);
        Random random = new Random(setLength);
        int keys = 700;
        ByteBuf memory = WireBytes.direct(new byte[100 + 2 * keys * SIZE]);
        try {
            long key = RawMemory.address(memory);
            long expected = key + 100;
            long digests = expected + (long) keys * SIZE;
            for (int i = 0; i < keys; i++) {
                // A long key must leave no bytes in the block for the next short key.
                byte[] bytes = new byte[random.nextInt(100)];
                random.nextBytes(bytes);
                RawMemory.copy(bytes, 0, key, bytes.length);
                int particle = random.nextBoolean() ? Particle.STRING : Particle.BLOB;
                if (i % 3 == 0) {
                    long number = random.nextLong();
                    single.digest(number, expected + (long) i * SIZE);
                    bulk.add(number, digests + (long) i * SIZE);
                } else {
                    single.digest(particle, key, bytes.length, expected + (long) i * SIZE);
                    bulk.add(particle, key, bytes.length, digests + (long) i * SIZE);
                }
                // Few keys are hashed in another way than many.
                if (random.nextInt(40) == 0) {
                    bulk.finish();
                }
            }
            bulk.finish();
            assertThat(RawMemory.toArray(digests, keys * SIZE)).isEqualTo(RawMemory.toArray(expected, keys * SIZE));
        } finally {
            memory.release();
        }
    }
}
