package io.aeroarrow.internal.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.Particle;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ripemd160Test {

    /** The test vectors of the algorithm's authors. */
    @ParameterizedTest
    @CsvSource({
        "'', 1, 9c1185a5c5e9fc54612808977ee8f548b2258d31",
        "a, 1, 0bdc9d2d256b3ee9daae347be6f4dc835a467ffe",
        "abc, 1, 8eb208f7e05d987a9b044a8e98c6b087f15a0bfc",
        "message digest, 1, 5d0689ef49d2fae572b881b123a85ffa21595f36",
        "abcdefghijklmnopqrstuvwxyz, 1, f71c27109c692c1b56bbdceb5b9d2865b3708dbc",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, 1, 12a053384a9c0c88e405a06c27dcf49ada62eb2b",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789, 1, b0e20b6e3116640286ed3a87a5713079b21f5189",
        "1234567890, 8, 9b752e45573d4b39f4dbd3323cab82bf63326bfb",
        "a, 1000000, 52783243c1697bdbe16d37f97f68f08325dc1528"
    })
    void hashesTheAuthorsVectors(String text, int times, String digest) {
        assertThat(hash(new Ripemd160(), text.repeat(times).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(digest);
    }

    /** Lengths around every boundary of padding and block, compared with the official client's implementation. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 55, 56, 57, 62, 63, 64, 65, 66, 119, 120, 121, 127, 128, 129, 183, 184, 191, 192})
    void hashesMessagesAcrossBlockBoundaries(int length) {
        byte[] message = new byte[length];
        for (int i = 0; i < length; i++) {
            message[i] = (byte) (i * 7 + 1);
        }
        // The client hashes the set, the type of the key and the key.
        byte[] whole = new byte[length + 2];
        whole[0] = 's';
        whole[1] = Particle.BLOB;
        System.arraycopy(message, 0, whole, 2, length);
        byte[] expected = new com.aerospike.client.Key("test", "s", message).digest;

        assertThat(hash(new Ripemd160(), whole)).isEqualTo(HexFormat.of().formatHex(expected));
    }

    @Test
    void resetsAfterEachDigest() {
        Ripemd160 hash = new Ripemd160();
        for (int length = 0; length < 200; length++) {
            assertThat(hash(hash, new byte[length])).isEqualTo(hash(new Ripemd160(), new byte[length]));
        }
    }

    @Test
    void hashesOffHeapBytesLikeHeapBytes() {
        ByteBuf memory = PooledByteBufAllocator.DEFAULT.directBuffer(300);
        try {
            byte[] message = new byte[200];
            for (int i = 0; i < message.length; i++) {
                message[i] = (byte) (200 - i);
            }
            memory.writeBytes(message);
            Ripemd160 hash = new Ripemd160();
            hash.update(RawMemory.address(memory), message.length);
            hash.digest(RawMemory.address(memory) + 220);
            assertThat(HexFormat.of().formatHex(RawMemory.toArray(RawMemory.address(memory) + 220, 20)))
                    .isEqualTo(hash(new Ripemd160(), message));
        } finally {
            memory.release();
        }
    }

    private static String hash(Ripemd160 hash, byte[] message) {
        ByteBuf target = PooledByteBufAllocator.DEFAULT.directBuffer(Ripemd160.DIGEST_SIZE);
        try {
            hash.update(message);
            hash.digest(RawMemory.address(target));
            return HexFormat.of().formatHex(RawMemory.toArray(RawMemory.address(target), Ripemd160.DIGEST_SIZE));
        } finally {
            target.release();
        }
    }
}
