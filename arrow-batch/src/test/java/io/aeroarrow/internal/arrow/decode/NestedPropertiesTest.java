package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.value.Particle;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A corrupted list or map decodes or fails with a typed error, and does not change the rows around it. */
@Timeout(60)
class NestedPropertiesTest {

    private static final int[] WHOLE = {};
    private static final ArrowType FLOAT32 = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);

    private static final Schema SCHEMA = new Schema(List.of(
            list("ints", ColumnSamples.field("e", ColumnSamples.INT64)),
            list("texts", ColumnSamples.field("e", ColumnSamples.UTF8)),
            list("deep", list("e", ColumnSamples.field("e", ColumnSamples.BOOL))),
            map("map", ColumnSamples.field(MapVector.VALUE_NAME, ColumnSamples.FLOAT64)),
            new Field(
                    "struct",
                    FieldType.nullable(new ArrowType.Struct()),
                    List.of(
                            ColumnSamples.field("a", ColumnSamples.UTF8),
                            list("b", ColumnSamples.field("e", new ArrowType.Int(8, true))),
                            ColumnSamples.field("c", ColumnSamples.BINARY))),
            new Field(
                    "vector",
                    FieldType.nullable(new ArrowType.FixedSizeList(2)),
                    List.of(ColumnSamples.field("e", FLOAT32))),
            ColumnSamples.field("json", ColumnSamples.UTF8)));

    // STRUCT is key-ordered: {"a": "x", "b": [1, -1], "c": blob 09}. ANYTHING is a list with values of all kinds.
    private static final String STRUCT = "84c70001c0a20361a20378a203629201ffa20363a20409";
    private static final String ANYTHING =
            "9ac0c2c3cd0100cb3ff8000000000000a4030a2261a20409dc0001cf8000000000000000" + "81a2036b90" + "a3177b7d";

    private final StreamRun.Target target = new StreamRun.Target(SCHEMA);

    @AfterEach
    void closeTarget() {
        target.close();
    }

    @Test
    void decodesTheUnchangedStream() {
        StreamRun run = run(stream());
        assertThat(run.error()).isNull();
        assertThat(run.rows()).hasSize(3);
        assertThat(run.rows().get(1).toString())
                .isEqualTo("[[1,null,70000], [\"ä\",\"\"], [[true],[],null], [{\"key\":\"k\",\"value\":1.5}],"
                        + " {\"a\":\"x\",\"b\":[1,-1],\"c\":\"CQ==\"}, [1.0,2.0],"
                        + " [null,false,true,256,1.5,\"\\n\\\"a\",\"CQ==\",[9223372036854775808],{\"k\":[]},{}]]");
        assertThat(run.rows().get(0)).hasToString(run.rows().get(2).toString());
    }

    @Test
    void everyFlippedBitDecodesOrFailsWithATypedErrorAndChangesNoOtherRow() {
        byte[] stream = stream();
        StreamRun whole = run(stream);
        int mismatched = 0;
        int failed = 0;
        for (int at = 0; at < stream.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] broken = stream.clone();
                broken[at] ^= (byte) (1 << bit);
                StreamRun run = run(broken);
                if (run.error() != null) {
                    assertThat(run.error()).matches("(?s)ProtocolViolationException: .{10,}");
                    failed++;
                } else if (run.rows().size() == 3) {
                    String row = whole.rows().get(0).toString();
                    long same = run.rows().stream()
                            .filter(other -> other.toString().equals(row))
                            .count();
                    assertThat(same).as("flipped bit %d of byte %d", bit, at).isGreaterThanOrEqualTo(2);
                    mismatched += run.rows().toString().contains("null") ? 1 : 0;
                }
            }
        }
        assertThat(failed).isGreaterThan(300);
        assertThat(mismatched).isGreaterThan(100);
    }

    @Test
    void randomBytesInPlaceOfAListOrMapDecodeOrFailWithATypedError() {
        Random random = new Random(11);
        byte[] template = HexFormat.of().parseHex(ANYTHING);
        for (int i = 0; i < 6_000; i++) {
            byte[] value = i % 2 == 0 ? new byte[random.nextInt(24)] : template.clone();
            if (i % 2 == 0) {
                random.nextBytes(value);
            } else {
                for (int j = 0; j < 3; j++) {
                    value[random.nextInt(value.length)] = (byte) random.nextInt();
                }
            }
            String bin = SCHEMA.getFields()
                    .get(random.nextInt(SCHEMA.getFields().size()))
                    .getName();
            int particle = random.nextBoolean() ? Particle.LIST : Particle.MAP;
            byte[] stream = WireBytes.stream(
                    row(WireBytes.record().digest(1, 1)),
                    WireBytes.record().digest(1, 2).bin(bin, particle, value),
                    row(WireBytes.record().digest(1, 3)));
            StreamRun run = run(stream);
            if (run.error() == null) {
                assertThat(run.rows().get(2)).hasToString(run.rows().get(0).toString());
            } else {
                assertThat(run.error()).startsWith("ProtocolViolationException: ");
            }
        }
    }

    /**
     * A container with a 32-bit count is uncommon, so the cursor reads it. The rows must equal those of the same
     * container with a short count, which the fast path reads.
     */
    @Test
    void fastPathReadsTheSameAsTheCursor() {
        Random random = new Random(12);
        byte[][] templates = {
            hex("94c7000101c0ce00011170"),
            hex("92a303c3a4a103"),
            hex("95cc80cdffffceffffffffcf7fffffffffffffffd3ffffffffffffffff"),
            hex("95cfffffffffffffffffd080d18000d280000000e0"),
            hex("9391c390c0"),
            hex("82a2036bcb3ff8000000000000a3036b32c0"),
            hex(STRUCT),
            hex("83a20361a20378a3037a7a92c0c3a203629201ff"),
            hex("82a20361a20378a20361a20379"),
            hex("81d9020361a20378"),
            hex("81a20362" + "9a" + "01".repeat(10)),
            hex(ANYTHING)
        };
        int rows = 0;
        int failed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] value = templates[random.nextInt(templates.length)].clone();
            for (int j = random.nextInt(4); j > 0; j--) {
                value[random.nextInt(value.length)] = (byte) random.nextInt();
            }
            value[0] = (byte) (random.nextBoolean() ? value[0] : random.nextInt(0x80, 0xa0));
            value = Arrays.copyOf(value, value.length - (random.nextInt(8) == 0 ? 1 : 0));
            int code = value[0] & 0xff;
            // The cursor checks a 32-bit count against the remaining bytes first: skip counts that would fail there.
            if (code < 0x80 || code >= 0xa0 || (code & 0x0f) >= value.length) {
                continue;
            }
            String bin = SCHEMA.getFields().get(random.nextInt(5)).getName();
            int particle = code >= 0x90 ? Particle.LIST : Particle.MAP;
            StreamRun fast = blocks(bin, particle, value);
            StreamRun careful = blocks(bin, particle, with32BitCount(value));
            assertThat(outcome(fast))
                    .as("%s of %s", bin, HexFormat.of().formatHex(value))
                    .isEqualTo(outcome(careful));
            rows += fast.error() == null && fast.rows().get(1).toString().contains("[") ? 1 : 0;
            failed += fast.error() == null ? 0 : 1;
        }
        assertThat(rows).isGreaterThan(1000);
        assertThat(failed).isGreaterThan(1000);
    }

    private static byte[] with32BitCount(byte[] value) {
        byte[] head = {(byte) ((value[0] & 0xf0) == 0x90 ? 0xdd : 0xdf), 0, 0, 0, (byte) (value[0] & 0x0f)};
        return WireBytes.concat(head, Arrays.copyOfRange(value, 1, value.length));
    }

    private StreamRun blocks(String bin, int particle, byte[] value) {
        byte[] stream = WireBytes.stream(
                row(WireBytes.record().digest(1, 1)),
                WireBytes.record().digest(1, 2).bin(bin, particle, value),
                row(WireBytes.record().digest(1, 3)));
        return StreamRun.of(stream, WHOLE, Retention.BLOCKS, target, 0x00);
    }

    /** The rows, or the type of the error. */
    private static String outcome(StreamRun run) {
        return run.error() == null ? run.rows().toString() : run.error().replaceFirst(":(?s).*", "");
    }

    @Test
    void nestingBeyondTheDepthLimitIsAMismatch() {
        byte[] deep = HexFormat.of().parseHex("91".repeat(100_000) + "c0");
        byte[] stream = WireBytes.stream(
                WireBytes.record().digest(1, 1).bin("json", Particle.LIST, deep).bin("ints", Particle.LIST, deep));
        StreamRun run = run(stream);
        assertThat(run.error()).isNull();
        assertThat(run.rows()).singleElement().satisfies(row -> assertThat(row).containsOnlyNulls());
    }

    /** Decodes the stream, and checks that the result does not depend on the memory around the chunks. */
    private StreamRun run(byte[] stream) {
        StreamRun run = StreamRun.of(stream, WHOLE, Retention.NONE, target, 0x00);
        // Compared as text, because structs hold byte arrays, which equals compares by identity.
        assertThat(StreamRun.of(stream, WHOLE, Retention.NONE, target, 0xff)).hasToString(run.toString());
        return run;
    }

    private static byte[] stream() {
        return WireBytes.stream(
                row(WireBytes.record().digest(7, 1)),
                row(WireBytes.record().digest(7, 2)),
                row(WireBytes.record().digest(7, 3)));
    }

    private static WireBytes.MessageBuilder row(WireBytes.MessageBuilder record) {
        return record.bin("ints", Particle.LIST, hex("94c7000101c0ce00011170"))
                .bin("texts", Particle.LIST, hex("92a303c3a4a103"))
                .bin("deep", Particle.LIST, hex("9391c390c0"))
                .bin("map", Particle.MAP, hex("81a2036bcb3ff8000000000000"))
                .bin("struct", Particle.MAP, hex(STRUCT))
                .bin("vector", Particle.BLOB, hex("0000803f00000040"))
                .bin("json", Particle.LIST, hex(ANYTHING));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static Field list(String name, Field element) {
        return new Field(name, FieldType.nullable(new ArrowType.List()), List.of(element));
    }

    private static Field map(String name, Field value) {
        Field key = ColumnSamples.required(MapVector.KEY_NAME, ColumnSamples.UTF8);
        Field pair = new Field(
                MapVector.DATA_VECTOR_NAME, FieldType.notNullable(new ArrowType.Struct()), List.of(key, value));
        return new Field(name, FieldType.nullable(new ArrowType.Map(false)), List.of(pair));
    }
}
