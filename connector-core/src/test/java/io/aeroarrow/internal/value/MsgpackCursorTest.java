package io.aeroarrow.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.value.MsgpackCursor.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MsgpackCursorTest {

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "7f, 127",
        "ff, -1",
        "e0, -32",
        "cc80, 128",
        "ccff, 255",
        "cdffff, 65535",
        "ceffffffff, 4294967295",
        "cf7fffffffffffffff, 9223372036854775807",
        "d080, -128",
        "d07f, 127",
        "d18000, -32768",
        "d280000000, -2147483648",
        "d38000000000000000, -9223372036854775808"
    })
    void readsIntegersOfEveryWidth(String hex, long wanted) {
        with(hex, cursor -> {
            assertThat(cursor.next()).isEqualTo(Kind.INTEGER);
            assertThat(cursor.number()).isEqualTo(wanted);
            cursor.requireEnd();
        });
    }

    @Test
    void keepsTheBitsOfIntegersAboveTheLargestLong() {
        with("cfffffffffffffffff", cursor -> {
            assertThat(cursor.next()).isEqualTo(Kind.UNSIGNED);
            assertThat(Long.toUnsignedString(cursor.number())).isEqualTo("18446744073709551615");
        });
    }

    @Test
    void readsFloatsNilAndBooleans() {
        with("ca3fc00000cbc004000000000000c0c2c3", cursor -> {
            assertThat(cursor.next()).isEqualTo(Kind.FLOAT);
            assertThat(cursor.real()).isEqualTo(1.5);
            assertThat(cursor.next()).isEqualTo(Kind.FLOAT);
            assertThat(cursor.real()).isEqualTo(-2.5);
            assertThat(cursor.next()).isEqualTo(Kind.NIL);
            assertThat(cursor.next()).isEqualTo(Kind.BOOL);
            assertThat(cursor.number()).isZero();
            assertThat(cursor.next()).isEqualTo(Kind.BOOL);
            assertThat(cursor.number()).isEqualTo(1);
            cursor.requireEnd();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "a30361 62, STRING, ab",
        "a103, STRING, ''",
        "d9030361 62, STRING, ab",
        "da00030361 62, STRING, ab",
        "db000000030361 62, STRING, ab",
        "c4030361 62, STRING, ab",
        "c500030361 62, STRING, ab",
        "c6000000030361 62, STRING, ab",
        "a30461 62, BLOB, ab",
        "a31761 62, GEOJSON, ab",
        "a31261 62, BLOB, ab",
        "a0, BLOB, ''",
        "a26162, BLOB, ab"
    })
    void readsStringsAndBlobsByTheirPrefix(String hex, Kind kind, String wanted) {
        with(hex.replace(" ", ""), cursor -> {
            assertThat(cursor.next()).isEqualTo(kind);
            byte[] bytes = RawMemory.toArray(cursor.bytes(), cursor.length());
            assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(wanted);
            cursor.requireEnd();
        });
    }

    @Test
    void skipsTheOrderMetadataOfContainers() {
        // An ordered list of two elements, an ordered map of one pair and an unordered map, in all header widths.
        with(
                "93c700010102 82c70001c0a2036101 8101a20361 dc000101 dd0000000101 de00010102 df000000010102"
                        .replace(" ", ""),
                cursor -> {
                    assertThat(cursor.next()).isEqualTo(Kind.LIST);
                    assertThat(cursor.enter()).isEqualTo(2);
                    cursor.skipNext();
                    cursor.skipNext();
                    assertThat(cursor.next()).isEqualTo(Kind.MAP);
                    assertThat(cursor.enter()).isEqualTo(1);
                    assertThat(cursor.next()).isEqualTo(Kind.STRING);
                    assertThat(cursor.next()).isEqualTo(Kind.INTEGER);
                    for (int i = 0; i < 5; i++) {
                        cursor.skipNext();
                    }
                    cursor.requireEnd();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cc",
                "cd00",
                "ceffffff",
                "cf00",
                "ca00",
                "cb00",
                "a3",
                "d9",
                "d905",
                "da00",
                "db0000",
                "db7fffffff00",
                "c4ff",
                "c6ffffffff",
                "c7",
                "c700",
                "d8",
                "dc",
                "dd00",
                "dd7fffffff",
                "df7fffffff",
                "c1"
            })
    void rejectsTruncatedValues(String hex) {
        with(hex, cursor -> assertThatThrownBy(cursor::skipNext).isInstanceOf(ProtocolViolationException.class));
    }

    @Test
    void rejectsMissingElements() {
        with("9301", cursor -> assertThatThrownBy(cursor::skipNext).isInstanceOf(ProtocolViolationException.class));
        with("8201", cursor -> assertThatThrownBy(cursor::skipNext).isInstanceOf(ProtocolViolationException.class));
        with("0102", cursor -> {
            cursor.next();
            assertThatThrownBy(cursor::requireEnd)
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("1 bytes follow");
        });
    }

    @Test
    void skipsDeepNestingWithoutRecursion() {
        with("91".repeat(1_000_000) + "c0", cursor -> {
            cursor.skipNext();
            cursor.requireEnd();
        });
    }

    private static void with(String hex, Consumer<MsgpackCursor> check) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(1, bytes.length));
        try {
            buffer.writeBytes(bytes);
            MsgpackCursor cursor = new MsgpackCursor();
            cursor.wrap(RawMemory.address(buffer), bytes.length);
            check.accept(cursor);
        } finally {
            buffer.release();
        }
    }
}
