package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.value.Particle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Strings of each length decode unchanged, in bins and in lists. The way a string is copied depends on its length. */
class TextsTest {

    private static final int[] WHOLE = {};
    private static final int LONGEST = 80;

    private static final Schema SCHEMA = new Schema(List.of(
            ColumnSamples.field("text", ColumnSamples.UTF8),
            ColumnSamples.field("large", new ArrowType.LargeUtf8()),
            new Field(
                    "list",
                    FieldType.nullable(new ArrowType.List()),
                    List.of(ColumnSamples.field("element", ColumnSamples.UTF8)))));

    private final StreamRun.Target target = new StreamRun.Target(SCHEMA);
    private final Random random = new Random(3);

    @AfterEach
    void closeTarget() {
        target.close();
    }

    @Test
    void readsAsciiOfEachLength() {
        List<String> texts = new ArrayList<>();
        for (int length = 0; length <= LONGEST; length++) {
            texts.add(ascii(length));
            texts.add(ascii(random.nextInt(6)));
        }
        requireSame(texts);
    }

    @Test
    void readsATwoByteCharacterAtEachPosition() {
        for (int length = 0; length <= 24; length++) {
            List<String> texts = new ArrayList<>();
            for (int at = 0; at <= length; at++) {
                texts.add(ascii(at) + 'é' + ascii(length - at));
            }
            requireSame(texts);
        }
    }

    @Test
    void invalidUtf8AtAnyPositionIsAMismatch() {
        for (int length = 1; length <= 24; length++) {
            List<WireBytes.MessageBuilder> records = new ArrayList<>();
            for (int at = 0; at < length; at++) {
                byte[] text = ascii(length).getBytes(StandardCharsets.US_ASCII);
                text[at] = (byte) 0xe9;
                records.add(record(text));
                records.add(record(new byte[] {'o', 'k'}));
            }
            List<List<Object>> rows = rows(records);
            for (int i = 0; i < rows.size(); i += 2) {
                assertThat(rows.get(i)).containsOnlyNulls();
                assertThat(rows.get(i + 1)).hasToString("[ok, ok, [\"ok\",\"ok\"]]");
            }
        }
    }

    private void requireSame(List<String> texts) {
        List<List<Object>> rows = rows(texts.stream()
                .map(text -> record(text.getBytes(StandardCharsets.UTF_8)))
                .toList());
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            assertThat(rows.get(i)).hasToString("[%s, %s, [\"%s\",\"%s\"]]".formatted(text, text, text, text));
        }
    }

    private List<List<Object>> rows(List<WireBytes.MessageBuilder> records) {
        byte[] stream = WireBytes.stream(records.toArray(WireBytes.MessageBuilder[]::new));
        StreamRun run = StreamRun.of(stream, WHOLE, Retention.BLOCKS, target, 0xff);
        assertThat(run.error()).isNull();
        assertThat(run.rows()).hasSize(records.size());
        return run.rows();
    }

    private static WireBytes.MessageBuilder record(byte[] text) {
        return WireBytes.record()
                .digest(1, 1)
                .bin("text", Particle.STRING, text)
                .bin("large", Particle.STRING, text)
                .bin("list", Particle.LIST, WireBytes.concat(new byte[] {(byte) 0x92}, element(text), element(text)));
    }

    private static byte[] element(byte[] text) {
        int size = text.length + 1;
        byte[] head = size <= 31
                ? new byte[] {(byte) (0xa0 | size), Particle.STRING}
                : new byte[] {(byte) 0xd9, (byte) size, Particle.STRING};
        return WireBytes.concat(head, text);
    }

    private String ascii(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
