package io.aeroarrow.internal.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.request.GoldenFrames;
import io.aeroarrow.internal.value.Particle;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyDigesterTest {

    private static final Pattern VECTOR =
            Pattern.compile("ns=\\w+ set=(\\S+) (int|long|string|blob) (\\S+)( \\(.*\\))?");
    private static final Map<String, Long> NUMBERS = Map.of("1", 1L, "-1", -1L, "2^40", 1L << 40);

    record Vector(String set, String type, String key, String digest, int partition) {}

    static Stream<Vector> vectors() {
        return GoldenFrames.lines("keys.tsv").stream()
                .map(line -> List.of(line.split("\t", -1)))
                .filter(columns ->
                        columns.size() == 4 && VECTOR.matcher(columns.get(1)).matches())
                .map(columns -> {
                    Matcher vector = VECTOR.matcher(columns.get(1));
                    assertThat(vector.matches()).isTrue();
                    String set =
                            vector.group(1).equals("null") || vector.group(1).equals("\"\"") ? "" : vector.group(1);
                    return new Vector(
                            set,
                            vector.group(2),
                            vector.group(3).replace("\"", ""),
                            columns.get(2),
                            Integer.parseInt(columns.get(3)));
                });
    }

    @Test
    void readsAllVectorsOfSupportedKeyTypes() {
        assertThat(vectors()).hasSize(11);
        assertThat(GoldenFrames.lines("keys.tsv"))
                .filteredOn(line -> !VECTOR.matcher(line.split("\t", -1)[1]).matches())
                .allMatch(line -> line.matches("KEY\t(double|bool|list).*"))
                .hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void equalsTheOfficialClient(Vector vector) {
        KeyDigester digester = new KeyDigester(vector.set);
        ByteBuf memory = PooledByteBufAllocator.DEFAULT.directBuffer(256);
        try {
            long key = RawMemory.address(memory);
            long digest = key + 100;
            // Twice, because an instance is reused.
            for (int i = 0; i < 2; i++) {
                RawMemory.fill(digest, KeyDigester.DIGEST_SIZE, (byte) 0);
                if (vector.type.equals("int") || vector.type.equals("long")) {
                    digester.digest(NUMBERS.get(vector.key), digest);
                } else {
                    boolean text = vector.type.equals("string");
                    byte[] bytes = text
                            ? vector.key.getBytes(StandardCharsets.UTF_8)
                            : HexFormat.of().parseHex(vector.key);
                    RawMemory.copy(bytes, 0, key, bytes.length);
                    digester.digest(text ? Particle.STRING : Particle.BLOB, key, bytes.length, digest);
                    byte[] offHeap = RawMemory.toArray(digest, KeyDigester.DIGEST_SIZE);
                    assertThat(digester.digest(text ? Particle.STRING : Particle.BLOB, bytes))
                            .isEqualTo(offHeap);
                }
                assertThat(HexFormat.of().formatHex(RawMemory.toArray(digest, KeyDigester.DIGEST_SIZE)))
                        .isEqualTo(vector.digest);
                assertThat(KeyDigester.partition(digest)).isEqualTo(vector.partition);
            }
        } finally {
            memory.release();
        }
    }

    @Test
    void hashesAnIntegerKeyAsEightBytes() {
        KeyDigester digester = new KeyDigester("set");
        ByteBuf memory = PooledByteBufAllocator.DEFAULT.directBuffer(64);
        try {
            long digest = RawMemory.address(memory);
            for (long key : new long[] {0, 1, -1, 255, 256, Long.MIN_VALUE, Long.MAX_VALUE, 0x0102030405060708L}) {
                digester.digest(key, digest);
                byte[] direct = RawMemory.toArray(digest, KeyDigester.DIGEST_SIZE);
                byte[] bytes = java.nio.ByteBuffer.allocate(8).putLong(key).array();
                assertThat(direct).isEqualTo(digester.digest(Particle.INTEGER, bytes));
            }
        } finally {
            memory.release();
        }
    }
}
