package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.value.Particle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Structs are appended field by field for many rows at once: each row equals the row that is appended alone. */
@Timeout(60)
class NestedBlocksTest {

    /**
     * A struct value.
     *
     * @param wire its msgpack in hex
     * @param value its JSON with single quotes
     */
    private record Kind(String wire, String value) {}

    private static final int[] WHOLE = {};

    private static final Field INNER = struct(
            "n",
            ColumnSamples.field("x", new ArrowType.Int(16, true)),
            list("t", ColumnSamples.field("e", ColumnSamples.UTF8)),
            ColumnSamples.field("a name of more than thirty bytes", ColumnSamples.BOOL));

    private static final Schema SCHEMA = new Schema(List.of(
            struct(
                    "struct",
                    ColumnSamples.field("a", ColumnSamples.UTF8),
                    ColumnSamples.field("b", ColumnSamples.INT64),
                    ColumnSamples.required("c", ColumnSamples.FLOAT64),
                    INNER),
            list(
                    "structs",
                    struct(
                            "e",
                            ColumnSamples.field("a", ColumnSamples.UTF8),
                            ColumnSamples.field("c", ColumnSamples.FLOAT64))),
            new Field(
                    "vector",
                    FieldType.nullable(new ArrowType.FixedSizeList(3)),
                    List.of(ColumnSamples.field("e", ColumnSamples.FLOAT64)))));

    private static final String A = "a20361";
    private static final String B = "a20362";
    private static final String C = "a20363";
    private static final String N = "a2036e";
    private static final String HALF = "cb3fe0000000000000";
    private static final String TEXT = "a503746e6578";

    private static final String NULL = "null";

    private static final List<Kind> STRUCTS = List.of(
            // The common form, with and without the bytes that declare the key order.
            new Kind("83" + A + TEXT + B + "cd0100" + C + HALF, "{'a':'tnex','b':256,'c':0.5}"),
            new Kind(
                    "84" + A + TEXT + B + "d1ff00" + C + HALF + N + inner("d0f0", "92a10" + "3" + TEXT),
                    "{'a':'tnex','b':-256,'c':0.5,'n':{'x':-16,'t':['','tnex'],'a name of more than thirty bytes':true}}"),
            new Kind(
                    "85c70001c0" + A + "a103" + B + "ff" + C + "cb7ff8000000000000" + N + inner("7f", "91c70001"),
                    "{'a':'','b':-1,'c':'NaN','n':{'x':127,'t':[],'a name of more than thirty bytes':true}}"),
            new Kind(
                    "84" + A + TEXT + B + "07" + C + HALF + N + "82a2037805a2037491" + TEXT,
                    "{'a':'tnex','b':7,'c':0.5,'n':{'x':5,'t':['tnex']}}"),
            // Other key orders, additional keys, missing keys.
            new Kind("83" + C + HALF + B + "00" + A + TEXT, "{'a':'tnex','b':0,'c':0.5}"),
            new Kind(
                    "85" + A + TEXT + "a2037a" + "92" + TEXT + "81" + A + "c0" + B + "07" + C + HALF + "a3037a7a"
                            + "c3",
                    "{'a':'tnex','b':7,'c':0.5}"),
            new Kind("81" + C + HALF, "{'c':0.5}"),
            new Kind("82" + C + HALF + "05" + "c2", "{'c':0.5}"),
            // Nil or absent, for nullable and for required fields.
            new Kind("84" + A + "c0" + B + "c0" + C + HALF + N + "c0", "{'c':0.5}"),
            new Kind("83" + A + TEXT + B + "07" + C + "c0", NULL),
            new Kind("82" + A + TEXT + B + "07", NULL),
            // Values that do not fit: a string for a number, a number out of range, another kind of container.
            new Kind("83" + A + TEXT + B + TEXT + C + HALF, NULL),
            new Kind("84" + A + TEXT + B + "cfffffffffffffffff" + C + HALF + N + inner("ce00010000", "90"), NULL),
            new Kind("84" + A + TEXT + B + "07" + C + HALF + N + "9101", NULL),
            new Kind("84" + A + TEXT + B + "07" + C + HALF + N + inner("05", "9107"), NULL),
            // Uncommon but valid: an integer for a float, other headers, long and non-ASCII strings.
            new Kind("83" + A + TEXT + B + "07" + C + "05", "{'a':'tnex','b':7,'c':5.0}"),
            new Kind("83" + A + "d90503746e6578" + B + "07" + C + "ca3f000000", "{'a':'tnex','b':7,'c':0.5}"),
            new Kind(
                    "de0003" + A + "d91203" + "61".repeat(17) + B + "d300000000000000ff" + C + HALF,
                    "{'a':'aaaaaaaaaaaaaaaaa','b':255,'c':0.5}"),
            new Kind("df00000003" + A + TEXT + B + "07" + C + HALF, "{'a':'tnex','b':7,'c':0.5}"),
            new Kind("83" + "d9020361" + TEXT + B + "07" + C + HALF, "{'a':'tnex','b':7,'c':0.5}"),
            new Kind("83" + A + "a303c3a4" + B + "07" + C + HALF, "{'a':'ä','b':7,'c':0.5}"),
            new Kind("83" + A + "a203e4" + B + "07" + C + HALF, NULL),
            // Duplicate keys.
            new Kind("84" + A + TEXT + B + "07" + C + HALF + B + "08", NULL),
            new Kind("84" + A + TEXT + B + "07" + C + HALF + "d9020361" + TEXT, NULL));

    private static final String[] LISTS = {
        "90",
        "92" + "82" + A + TEXT + C + HALF + "82" + A + "c0" + C + HALF,
        "93" + "81" + C + HALF + "c0" + "83" + A + TEXT + B + "07" + C + HALF,
        "91" + "82" + A + "07" + C + HALF,
        "92c7000181" + A + TEXT,
        "93" + HALF + "c0" + HALF,
        "93" + HALF + "05" + HALF,
        "94c70001" + HALF + HALF + HALF,
        "94" + HALF + HALF + HALF + HALF,
        "dc0003" + HALF + HALF + HALF
    };

    private final StreamRun.Target target = new StreamRun.Target(SCHEMA);

    @AfterEach
    void closeTarget() {
        target.close();
    }

    private static String inner(String x, String texts) {
        return "83" + "a20378" + x + "a20374" + texts + "d921" + "03"
                + HexFormat.of().formatHex("a name of more than thirty bytes".getBytes(StandardCharsets.UTF_8))
                + "c3";
    }

    @Test
    void readsEachKindOfStruct() {
        StreamRun run = run(STRUCTS.stream()
                .map(kind -> WireBytes.record().digest(1, 1).bin("struct", Particle.MAP, hex(kind.wire())))
                .toList());
        assertThat(structs(run)).isEqualTo(STRUCTS.stream().map(Kind::value).toList());
    }

    @Test
    void rowsOfABlockEqualRowsAppendedAlone() {
        Random random = new Random(5);
        int nulls = 0;
        int vectors = 0;
        for (int i = 0; i < 1_500; i++) {
            // Few kinds per stream, so that some blocks have only one kind.
            List<Kind> kinds = random.ints(1 + random.nextInt(4), 0, STRUCTS.size())
                    .mapToObj(STRUCTS::get)
                    .toList();
            List<WireBytes.MessageBuilder> records = new ArrayList<>();
            List<String> structs = new ArrayList<>();
            for (int row = 1 + random.nextInt(150); row > 0; row--) {
                WireBytes.MessageBuilder record = WireBytes.record().digest(1, row);
                Kind kind = kinds.get(random.nextInt(kinds.size()));
                if (random.nextInt(16) > 0) {
                    record.bin("struct", Particle.MAP, hex(kind.wire()));
                    structs.add(kind.value());
                } else {
                    structs.add(NULL);
                }
                record.bin("structs", Particle.LIST, hex(LISTS[random.nextInt(5)]));
                if (random.nextInt(16) > 0) {
                    record.bin("vector", Particle.LIST, hex(LISTS[5 + random.nextInt(5)]));
                }
                records.add(record);
            }
            StreamRun blocks = run(records);
            assertThat(structs(blocks)).isEqualTo(structs);
            nulls += Collections.frequency(structs, NULL);
            vectors += (int)
                    blocks.rows().stream().filter(row -> row.get(2) != null).count();
        }
        assertThat(nulls).isGreaterThan(10_000);
        assertThat(vectors).isGreaterThan(10_000);
    }

    /** Appends the records in blocks, and checks that each record alone becomes the same row. */
    private StreamRun run(List<WireBytes.MessageBuilder> records) {
        byte[] stream = WireBytes.stream(records.toArray(WireBytes.MessageBuilder[]::new));
        StreamRun blocks = StreamRun.of(stream, WHOLE, Retention.BLOCKS, target, 0x00);
        assertThat(blocks.error()).isNull();
        assertThat(blocks)
                .hasToString(StreamRun.of(stream, WHOLE, Retention.NONE, target, 0xff)
                        .toString());
        return blocks;
    }

    private static List<String> structs(StreamRun run) {
        return run.rows().stream()
                .map(row -> String.valueOf(row.get(0)).replace('"', '\''))
                .toList();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static Field list(String name, Field element) {
        return new Field(name, FieldType.nullable(new ArrowType.List()), List.of(element));
    }

    private static Field struct(String name, Field... fields) {
        return new Field(name, FieldType.nullable(new ArrowType.Struct()), List.of(fields));
    }
}
