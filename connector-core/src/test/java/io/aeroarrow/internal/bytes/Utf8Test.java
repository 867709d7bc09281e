package io.aeroarrow.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.request.WireBytes;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {

    private final ByteBuf memory = WireBytes.direct(new byte[256]);

    @AfterEach
    void release() {
        memory.release();
    }

    private boolean isValid(byte[] bytes) {
        long address = RawMemory.address(memory);
        // The bytes after the range would complete a sequence that the range truncates.
        RawMemory.fill(address, 256, (byte) 0x80);
        RawMemory.copy(bytes, 0, address, bytes.length);
        return Utf8.isValid(address, bytes.length);
    }

    private static boolean isValidToJava(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', true, empty",
        "00, true, NUL",
        "7f, true, DEL",
        "c280, true, U+0080 the first of two bytes",
        "dfbf, true, U+07FF the last of two bytes",
        "e0a080, true, U+0800 the first of three bytes",
        "ed9fbf, true, U+D7FF below the surrogates",
        "ee8080, true, U+E000 above the surrogates",
        "efbfbf, true, U+FFFF",
        "f0908080, true, U+10000 the first of four bytes",
        "f48fbfbf, true, U+10FFFF the last",
        "4142434445464748c3bc, true, eight ASCII bytes first",
        "c080, false, overlong NUL",
        "c1bf, false, overlong DEL",
        "e080af, false, overlong slash of three bytes",
        "e09fbf, false, overlong U+07FF",
        "f08080af, false, overlong slash of four bytes",
        "f08fbfbf, false, overlong U+FFFF",
        "eda080, false, the first surrogate",
        "edbfbf, false, the last surrogate",
        "eda080edb080, false, a pair of surrogates",
        "f4908080, false, U+110000",
        "f5808080, false, above any lead",
        "f8808080, false, five bytes",
        "ff, false, no lead",
        "80, false, a lone continuation",
        "bf, false, a lone continuation",
        "c2, false, truncated after one of two",
        "e0a0, false, truncated after two of three",
        "e1, false, truncated after one of three",
        "f09080, false, truncated after three of four",
        "f4, false, truncated after one of four",
        "c341, false, no continuation",
        "e08041, false, no continuation",
        "e1ff80, false, no continuation",
        "f0908041, false, no continuation",
        "4142434445464748ff, false, wrong behind a word of ASCII"
    })
    void validatesTheTableOfExamples(String hex, boolean valid, String what) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(isValid(bytes)).as(what).isEqualTo(valid);
        assertThat(isValidToJava(bytes)).as(what).isEqualTo(valid);
    }

    @Test
    void agreesWithJavaOnAllSequencesOfThreeBytes() {
        for (int lead = 0xc0; lead < 0x100; lead++) {
            for (int second : new int[] {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff}) {
                for (int third = 0; third < 0x100; third++) {
                    byte[] bytes = {(byte) lead, (byte) second, (byte) third};
                    assertThat(isValid(bytes)).isEqualTo(isValidToJava(bytes));
                }
            }
        }
    }

    @Test
    void acceptsEveryCodePoint() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x1000 ? 1 : 61) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                assertThat(isValid(Character.toString(point).getBytes(StandardCharsets.UTF_8)))
                        .isTrue();
            }
        }
    }

    @Test
    void agreesWithJavaOnRandomBytes() {
        Random random = new Random(11);
        int valid = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = randomBytes(random);
            boolean expected = isValidToJava(bytes);
            valid += expected ? 1 : 0;
            if (isValid(bytes) != expected) {
                assertThat(isValid(bytes)).as(HexFormat.of().formatHex(bytes)).isEqualTo(expected);
            }
        }
        // Valid and invalid examples both occur.
        assertThat(valid).isBetween(10_000, 90_000);
    }

    /** Text of mixed lengths, usually with one byte replaced. */
    private static byte[] randomBytes(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int bound = new int[] {0x80, 0x800, 0xd800, Character.MAX_CODE_POINT + 1}[random.nextInt(4)];
            int point = random.nextInt(bound);
            text.appendCodePoint(point >= 0xd800 && point <= 0xdfff ? 'x' : point);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(3) > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
