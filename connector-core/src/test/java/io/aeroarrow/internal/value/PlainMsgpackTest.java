package io.aeroarrow.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.request.WireBytes;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainMsgpackTest {

    private static final int AHEAD = Long.BYTES;

    private final ByteBuf memory = WireBytes.direct(new byte[4096]);

    @AfterEach
    void release() {
        memory.release();
    }

    private long place(byte[] value) {
        long at = RawMemory.address(memory) + AHEAD;
        RawMemory.copy(value, 0, at, value.length);
        return at;
    }

    /** The number of bytes skipped; 0 if the value was not recognized. */
    private long skip(byte[] value) {
        long at = place(value);
        long behind = PlainMsgpack.skip(at, at + value.length);
        return behind == 0 ? 0 : behind - at;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "7f",
                "e0",
                "ff",
                "c0",
                "c2",
                "c3",
                "cc80",
                "cd0100",
                "ce00010000",
                "cf8000000000000000",
                "d080",
                "d1ff00",
                "d2ff000000",
                "d38000000000000000",
                "ca3f800000",
                "cb3ff8000000000000",
                "a103",
                "a20361",
                "bf03616161616161616161616161616161616161616161616161616161616161",
                "d9020361",
                "da00020361",
                "90",
                "92c7000101",
                "93019202a10380",
                "dc00020102",
                "80",
                "81a20361c0",
                "82c70001c0a2036190",
                "de0001a2036101"
            })
    void skipsCompleteValuesAndNoTruncatedOnes(String digits) {
        byte[] value = hex(digits);
        assertThat(skip(WireBytes.concat(value, hex("c1")))).isEqualTo(value.length);
        for (int length = 0; length < value.length; length++) {
            assertThat(skip(Arrays.copyOf(value, length)))
                    .as("the first %d bytes", length)
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"c1", "c40100", "c70001", "d40101", "db00000001", "dd0000000101", "df000000010101", "91c70101ff"
            })
    void leavesUncommonFormsToTheCursor(String digits) {
        assertThat(skip(hex(digits))).isZero();
    }

    @Test
    void leavesDeepContainersToTheCursor() {
        assertThat(skip(hex("91".repeat(7) + "01"))).isEqualTo(8);
        assertThat(skip(hex("91".repeat(3000) + "01"))).isZero();
    }

    @Test
    void skipsTheSameBytesAsTheCursor() {
        Random random = new Random(8);
        byte[][] templates = {
            hex("9ac0c2c3cd0100cb3ff8000000000000a4030a2261a20409dc0001cf800000000000000081a2036b90a3177b7d"),
            hex("84c70001c0a20361a20378a203629201ffa20363a20409"),
            hex("83a20361ca3f800000a20362d9030361620190"),
            hex("de0002a20361dc000201d0ffa2036280")
        };
        int passed = 0;
        int left = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] value = templates[random.nextInt(templates.length)].clone();
            for (int j = random.nextInt(4); j > 0; j--) {
                value[random.nextInt(value.length)] = (byte) random.nextInt();
            }
            long bytes = skip(value);
            MsgpackCursor cursor = new MsgpackCursor();
            cursor.wrap(place(value), value.length);
            if (bytes == 0) {
                left++;
                continue;
            }
            passed++;
            cursor.skipNext();
            byte[] rest = Arrays.copyOfRange(value, (int) bytes, value.length);
            if (rest.length == 0) {
                cursor.requireEnd();
            } else {
                assertThatThrownBy(cursor::requireEnd)
                        .as(HexFormat.of().formatHex(value))
                        .isInstanceOf(ProtocolViolationException.class)
                        .hasMessageContaining(rest.length + " bytes follow");
            }
        }
        assertThat(passed).isGreaterThan(10_000);
        assertThat(left).isGreaterThan(5_000);
    }
}
