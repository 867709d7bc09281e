package io.aeroarrow.internal.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.bytes.RawMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinNamesTest {

    private final BinNames names = new BinNames();

    private String name(int op, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return names.name(op, RawMemory.address(memory), bytes.length);
    }

    @Test
    void keepsTheNameOfEachPosition() {
        String first = name(0, "temperature");
        String second = name(1, "é");
        assertThat(name(0, "temperature")).isSameAs(first).isEqualTo("temperature");
        assertThat(name(1, "é")).isSameAs(second).isEqualTo("é");
    }

    @Test
    void tellsNamesOfTheSameLengthAndPrefixesApart() {
        for (String text :
                List.of("a", "b", "ab", "abcdefgh", "abcdefgi", "abcdefgha", "abcdefghb", "\0", "\0\0", "")) {
            assertThat(name(0, text)).isEqualTo(text);
        }
        assertThat(name(70, "far")).isEqualTo("far");
        assertThat(name(5, "skipped")).isEqualTo("skipped");
        String tooLong = "a name of more than 16 bytes";
        assertThat(name(0, tooLong)).isEqualTo(tooLong);
    }
}
