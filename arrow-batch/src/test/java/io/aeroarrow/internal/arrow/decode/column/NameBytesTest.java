package io.aeroarrow.internal.arrow.decode.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.value.Particle;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NameBytesTest {

    private final ByteBuf memory = WireBytes.direct(new byte[300]);

    @AfterEach
    void release() {
        memory.release();
    }

    private boolean matches(String name, byte[] received) {
        long address = RawMemory.address(memory) + Long.BYTES;
        RawMemory.copy(received, 0, address, received.length);
        return new NameBytes(name).matches(address, received.length);
    }

    @Test
    void nameOfEachLengthMatchesOnlyItself() {
        String alphabet = "abcdefghijklmno";
        for (int length = 1; length <= 15; length++) {
            String name = alphabet.substring(0, length);
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            assertThat(matches(name, bytes)).isTrue();
            for (int at = 0; at < length; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] other = bytes.clone();
                    other[at] ^= (byte) (1 << bit);
                    assertThat(matches(name, other))
                            .as("%s, bit %d of byte %d", name, bit, at)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void keyOfEachLengthMatchesOnlyItself() {
        for (int length = 0; length <= 30; length++) {
            byte[] key = new byte[length + 3];
            Arrays.fill(key, (byte) 'k');
            key[0] = (byte) (0xa0 | length + 1);
            key[1] = Particle.STRING;
            NameBytes name = new NameBytes("k".repeat(length));
            assertThat(isKey(name, key, key.length)).isTrue();
            assertThat(name.keySize()).isEqualTo(length + 2);
            assertThat(isKey(name, key, key.length - 1)).as("without a value").isFalse();
            for (int at = 0; at < length + 2; at++) {
                byte[] other = key.clone();
                other[at] ^= 4;
                assertThat(isKey(name, other, key.length))
                        .as("length %d, byte %d", length, at)
                        .isFalse();
            }
        }
        byte[] longest = new byte[300];
        assertThat(isKey(new NameBytes("k".repeat(31)), longest, 200)).isFalse();
    }

    private boolean isKey(NameBytes name, byte[] key, int available) {
        long address = RawMemory.address(memory) + Long.BYTES;
        RawMemory.copy(key, 0, address, Math.min(key.length, 250));
        return name.isKey(address, address + available);
    }

    @Test
    void namesOfOtherLengthsNeverMatch() {
        String same = "a".repeat(15);
        for (int length = 1; length <= 15; length++) {
            for (int other = 0; other <= 255; other++) {
                byte[] received = "a".repeat(other).getBytes(StandardCharsets.UTF_8);
                assertThat(matches(same.substring(0, length), received)).isEqualTo(length == other);
            }
        }
    }

    @Test
    void distinguishesNamesWithEqualWords() {
        assertThat(matches("abcdefghabcdefg", "abcdefghabcdefg".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        // The two compared words of such names overlap; both must match.
        assertThat(matches("aaaabaaa", "aaaaaaaa".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(matches("aaaaabaaa", "aaaabaaaa".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(matches("aab", "aba".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(matches("ab", "ba".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(matches("日本", "日本".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(matches("日本", "日木".getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void comparesLongFieldNamesCompletely() {
        for (int length = 0; length <= 40; length++) {
            byte[] name = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
                    .substring(0, length)
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(matches(new String(name, StandardCharsets.UTF_8), name)).isTrue();
            for (int at = 0; at < length; at++) {
                byte[] other = name.clone();
                other[at] ^= 1;
                assertThat(matches(new String(name, StandardCharsets.UTF_8), other))
                        .isFalse();
            }
        }
    }
}
