package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.value.Particle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A variant column holds what a column of JSON text of the same bytes holds, in the format that the specification demands. */
class VariantsTest {

    private static final int[] WHOLE = {};
    private static final int RECORDS = 120;

    private static final Schema SCHEMA = new Schema(List.of(
            variant("variant"),
            new Field(
                    "json",
                    new FieldType(
                            true,
                            ColumnSamples.UTF8,
                            null,
                            Map.of(FieldMetadata.TYPE_METADATA, FieldMetadata.JSON_TYPE)),
                    null),
            new Field("list", FieldType.nullable(new ArrowType.List()), List.of(variant("element"))),
            new Field(
                    "canonical",
                    new FieldType(
                            true,
                            new ArrowType.Struct(),
                            null,
                            Map.of("ARROW:extension:name", "arrow.parquet.variant")),
                    variant("any").getChildren())));

    private final StreamRun.Target target = new StreamRun.Target(SCHEMA);

    static Field variant(String name) {
        return new Field(
                name,
                new FieldType(
                        true,
                        new ArrowType.Struct(),
                        null,
                        Map.of(FieldMetadata.TYPE_METADATA, FieldMetadata.VARIANT_TYPE)),
                List.of(
                        new Field("value", FieldType.notNullable(new ArrowType.Binary()), null),
                        new Field("metadata", FieldType.notNullable(new ArrowType.Binary()), null)));
    }

    @AfterEach
    void closeTarget() {
        target.close();
    }

    private List<List<Object>> rows(int particle, List<byte[]> values) {
        WireBytes.MessageBuilder[] records = values.stream()
                .map(value -> WireBytes.record()
                        .digest(1, 1)
                        .bin("variant", particle, value)
                        .bin("json", particle, value)
                        .bin("list", particle, value)
                        .bin("canonical", particle, value))
                .toArray(WireBytes.MessageBuilder[]::new);
        StreamRun run = StreamRun.of(WireBytes.stream(records), WHOLE, Retention.BLOCKS, target, 0xff);
        assertThat(run.error()).isNull();
        assertThat(run.rows()).hasSize(values.size());
        return run.rows();
    }

    /** Returns the JSON text of a variant; null for a null. */
    private static String json(Object variant) {
        return variant instanceof Map<?, ?> parts
                ? VariantReader.json((byte[]) parts.get("value"), (byte[]) parts.get("metadata"))
                : null;
    }

    private String jsonOf(int particle, String hex) {
        return json(rows(particle, List.of(HexFormat.of().parseHex(hex))).get(0).get(0));
    }

    @Test
    void randomMapsAndListsAreTheirJsonText() {
        for (int seed = 0; seed < 6; seed++) {
            RandomMsgpack random = new RandomMsgpack(new Random(seed));
            boolean maps = seed % 2 == 0;
            List<byte[]> values = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                values.add(maps ? random.map(4) : random.list(4));
            }
            List<List<Object>> rows = rows(maps ? Particle.MAP : Particle.LIST, values);
            for (int i = 0; i < RECORDS; i++) {
                List<Object> row = rows.get(i);
                assertThat(row.get(1)).isNotNull();
                assertThat(json(row.get(0)))
                        .as("seed %s, %s", seed, HexFormat.of().formatHex(values.get(i)))
                        .isEqualTo(row.get(1).toString());
                assertThat(json(row.get(3))).isEqualTo(row.get(1).toString());
                assertThat(elements(row.get(2)))
                        .isEqualTo(maps ? "null" : row.get(1).toString());
            }
        }
    }

    /** The JSON text of a list of variants. A nil is a null element. */
    private static String elements(Object list) {
        if (!(list instanceof List<?> elements)) {
            return "null";
        }
        List<String> texts = new ArrayList<>();
        elements.forEach(element -> texts.add(element == null ? "null" : json(element)));
        return "[" + String.join(",", texts) + "]";
    }

    @Test
    void scalarsKeepTheirTypes() {
        assertThat(jsonOf(Particle.INTEGER, "000000000000007f")).isEqualTo("127");
        assertThat(jsonOf(Particle.INTEGER, "8000000000000000")).isEqualTo("-9223372036854775808");
        assertThat(jsonOf(Particle.FLOAT, "3ff8000000000000")).isEqualTo("1.5");
        assertThat(jsonOf(Particle.FLOAT, "7ff8000000000000")).isEqualTo("\"NaN\"");
        assertThat(jsonOf(Particle.BOOL, "01")).isEqualTo("true");
        assertThat(jsonOf(Particle.STRING, "c3a4")).isEqualTo("\"ä\"");
        assertThat(jsonOf(Particle.STRING, "")).isEqualTo("\"\"");
        assertThat(jsonOf(Particle.BLOB, "09")).isEqualTo("\"CQ==\"");
        assertThat(jsonOf(Particle.HLL, "0102")).isEqualTo("\"AQI=\"");
    }

    @Test
    void geoJsonIsAString() {
        String point = "{\"type\":\"Point\"}";
        String hex = HexFormat.of().formatHex(point.getBytes(StandardCharsets.UTF_8));
        String quoted = "\"{\\\"type\\\":\\\"Point\\\"}\"";
        assertThat(jsonOf(Particle.GEOJSON, "000000" + hex)).isEqualTo(quoted);
        assertThat(jsonOf(Particle.LIST, "91b117" + hex)).isEqualTo("[" + quoted + "]");
        assertThat(jsonOf(Particle.GEOJSON, "00ffff" + hex))
                .as("cell ids beyond its end")
                .isNull();
    }

    @Test
    void valuesThatNoVariantHoldsAreMismatches() {
        assertThat(jsonOf(Particle.STRING, "e9")).as("not UTF-8").isNull();
        assertThat(jsonOf(Particle.MAP, "81a203e901"))
                .as("a key that is not UTF-8")
                .isNull();
        assertThat(jsonOf(Particle.LIST, "91a203e9"))
                .as("an element that is not UTF-8")
                .isNull();
        assertThat(jsonOf(Particle.MAP, "82a2036101a2036102")).as("a key twice").isNull();
        assertThat(jsonOf(Particle.MAP, "82a2033101" + "0102"))
                .as("keys with the same text")
                .isNull();
        assertThat(jsonOf(Particle.MAP, "819001")).as("a list as a key").isNull();
        assertThat(jsonOf(Particle.LIST, "92" + "01c70000"))
                .as("an extension after an element")
                .isNull();
    }

    @Test
    void aValueThatFailsLeavesNoTraceInTheNextOne() {
        HexFormat hex = HexFormat.of();
        List<List<Object>> rows = rows(
                Particle.MAP,
                List.of(
                        hex.parseHex("82a2036101a2036202"),
                        hex.parseHex("82a2037801a2036102"),
                        hex.parseHex("82a2037a91a203e9a2036202"),
                        hex.parseHex("82a2036101a2036202"),
                        hex.parseHex("82a2037801a2036102"),
                        hex.parseHex("80"),
                        hex.parseHex("82a2037801a2036102")));
        assertThat(rows.stream().map(row -> json(row.get(0))))
                .containsExactly(
                        "{\"a\":1,\"b\":2}",
                        "{\"x\":1,\"a\":2}",
                        null,
                        "{\"a\":1,\"b\":2}",
                        "{\"x\":1,\"a\":2}",
                        "{}",
                        "{\"x\":1,\"a\":2}");
    }

    @Test
    void nestingEndsAtTheDepthOfJsonText() {
        for (int depth : new int[] {200, 256, 257, 400}) {
            byte[] nested = new byte[depth];
            Arrays.fill(nested, (byte) 0x91);
            nested[depth - 1] = (byte) 0x90;
            List<Object> row = rows(Particle.LIST, List.of(nested)).get(0);
            assertThat(json(row.get(0)))
                    .isEqualTo(row.get(1) == null ? null : row.get(1).toString());
            assertThat(row.get(0) == null).isEqualTo(depth > 256);
        }
    }

    /** More names than are kept, more than 65,536 names in one value, and offsets of four bytes. */
    @Test
    void manyNamesAndLargeValues() {
        for (int names : new int[] {255, 256, 257, 5_000, 70_000}) {
            List<byte[]> values = List.of(map(names, 7), map(3, 1), map(names, 300));
            List<List<Object>> rows = rows(Particle.MAP, values);
            for (List<Object> row : rows) {
                assertThat(json(row.get(0))).isEqualTo(row.get(1).toString());
            }
        }
    }

    private static byte[] map(int names, int valueBytes) {
        ByteBuffer bytes = ByteBuffer.allocate(5 + names * (valueBytes + 20));
        bytes.put((byte) 0xdf).putInt(names);
        for (int i = 0; i < names; i++) {
            byte[] name = ("k" + (i * 7919L) % names).getBytes(StandardCharsets.US_ASCII);
            bytes.put((byte) (0xa0 | name.length + 1))
                    .put((byte) Particle.STRING)
                    .put(name);
            bytes.put((byte) 0xda).putShort((short) (valueBytes + 1)).put((byte) Particle.STRING);
            bytes.put("v".repeat(valueBytes).getBytes(StandardCharsets.US_ASCII));
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @Test
    void aStructThatIsNoVariantIsAnError() {
        Field wrong = new Field(
                "v",
                new FieldType(
                        true,
                        new ArrowType.Struct(),
                        null,
                        Map.of(FieldMetadata.TYPE_METADATA, FieldMetadata.VARIANT_TYPE)),
                List.of(new Field("value", FieldType.notNullable(ColumnSamples.UTF8), null)));
        assertThatThrownBy(() -> new StreamRun.Target(new Schema(List.of(wrong))))
                .hasMessageContaining("Declare a struct of two binary fields, 'value' and 'metadata'.");
    }
}
