package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.LeakCheck;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.value.Particle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Frames and msgpack with several random changes decode to rows or fail with a typed error, and leak no memory. The
 * result does not depend on the memory around the chunks or on how the stream is cut. The system property
 * {@code jqwik.tries.default} sets the number of tries per property (default: 1,000).
 */
class DecodingFuzzTest {

    /** Loaded before any buffer is allocated, because it cannot see leaks of earlier buffers. */
    private static final LeakCheck LEAKS = new LeakCheck();

    private static final int[] WHOLE = {};
    private static final int CUT = 37;

    private static final Schema SCHEMA = new Schema(List.of(
            MetadataColumn.DIGEST.field(),
            MetadataColumn.SET.field(),
            ColumnSamples.field("__key", ColumnSamples.UTF8),
            MetadataColumn.EXPIRY.field(),
            MetadataColumn.MISMATCH.field(),
            ColumnSamples.field("int", new ArrowType.Int(16, true)),
            ColumnSamples.field("time", new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC")),
            ColumnSamples.field("real", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
            ColumnSamples.field("bool", ColumnSamples.BOOL),
            ColumnSamples.field("text", new ArrowType.LargeUtf8()),
            ColumnSamples.field("blob", ColumnSamples.BINARY),
            list("list", new ArrowType.LargeList(), ColumnSamples.field("e", ColumnSamples.UTF8)),
            list("vectors", new ArrowType.List(), list("e", new ArrowType.FixedSizeList(2), number())),
            map("map", list("value", new ArrowType.List(), ColumnSamples.field("e", ColumnSamples.INT64))),
            struct(
                    "struct",
                    ColumnSamples.field("a", ColumnSamples.UTF8),
                    list("b", new ArrowType.List(), ColumnSamples.required("e", ColumnSamples.INT64)),
                    struct(
                            "c",
                            ColumnSamples.field("d", ColumnSamples.BINARY),
                            ColumnSamples.field("e", ColumnSamples.BOOL))),
            ColumnSamples.field("json", ColumnSamples.UTF8),
            part("path", ColumnSamples.BINARY, "struct", FieldMetadata.PATH_METADATA, "c.d"),
            part("elements", ColumnSamples.INT64, "list", FieldMetadata.VALUE_METADATA, FieldMetadata.ELEMENTS_VALUE),
            part("bytes", ColumnSamples.INT64, "blob", FieldMetadata.VALUE_METADATA, FieldMetadata.BYTES_VALUE),
            MetadataColumn.LAST_UPDATE.field()));

    private StreamRun.Target target = new StreamRun.Target(SCHEMA);

    private static Field part(String name, ArrowType type, String bin, String key, String value) {
        return new Field(
                name, new FieldType(true, type, null, Map.of(FieldMetadata.BIN_METADATA, bin, key, value)), null);
    }

    private static Field number() {
        return ColumnSamples.field("e", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
    }

    private static Field list(String name, ArrowType type, Field element) {
        return new Field(name, FieldType.nullable(type), List.of(element));
    }

    private static Field struct(String name, Field... fields) {
        return new Field(name, FieldType.nullable(new ArrowType.Struct()), List.of(fields));
    }

    private static Field map(String name, Field value) {
        Field key = ColumnSamples.required(MapVector.KEY_NAME, ColumnSamples.UTF8);
        Field pair = new Field(
                MapVector.DATA_VECTOR_NAME, FieldType.notNullable(new ArrowType.Struct()), List.of(key, value));
        return new Field(name, FieldType.nullable(new ArrowType.Map(false)), List.of(pair));
    }

    @AfterContainer
    static void requireNoLeakedBuffer() throws InterruptedException {
        LEAKS.afterAll(null);
    }

    @BeforeTry
    void openTarget() {
        target = new StreamRun.Target(SCHEMA);
    }

    @AfterTry
    void closeTarget() {
        target.close();
    }

    /** One change to a byte sequence. */
    private sealed interface Change {

        byte[] applyTo(byte[] bytes);

        private static int position(int at, int size) {
            return size == 0 ? 0 : at % size;
        }

        record Put(int at, int value, int width) implements Change {
            @Override
            public byte[] applyTo(byte[] bytes) {
                byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
                int start = position(at, bytes.length);
                int count = Math.min(width, bytes.length - start);
                System.arraycopy(number, Integer.BYTES - count, bytes, start, count);
                return bytes;
            }
        }

        record Flip(int at, int bit) implements Change {
            @Override
            public byte[] applyTo(byte[] bytes) {
                if (bytes.length > 0) {
                    bytes[position(at, bytes.length)] ^= (byte) (1 << bit);
                }
                return bytes;
            }
        }

        record Cut(int at, int count) implements Change {
            @Override
            public byte[] applyTo(byte[] bytes) {
                int start = position(at, bytes.length);
                int end = Math.min(bytes.length, start + count);
                return WireBytes.concat(Arrays.copyOf(bytes, start), Arrays.copyOfRange(bytes, end, bytes.length));
            }
        }

        record Repeat(int at, int count) implements Change {
            @Override
            public byte[] applyTo(byte[] bytes) {
                int start = position(at, bytes.length);
                int end = Math.min(bytes.length, start + count);
                return WireBytes.concat(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, start, bytes.length));
            }
        }
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Integer> positions = Arbitraries.integers().between(0, 2_000);
        Arbitrary<Integer> numbers = Arbitraries.oneOf(
                Arbitraries.of(0, -1, 1, 0x7f, 0x80, 0xff, 0x7fff_ffff, 1 << 27, 0xdd00_0000, 0xdfff_ffff, 0xc7c7_c7c7),
                Arbitraries.integers());
        Arbitrary<Integer> counts = Arbitraries.integers().between(1, 40);
        Arbitrary<Change> change = Arbitraries.oneOf(
                Combinators.combine(positions, numbers, Arbitraries.of(1, 2, 4)).as(Change.Put::new),
                Combinators.combine(positions, Arbitraries.integers().between(0, 7))
                        .as(Change.Flip::new),
                Combinators.combine(positions, counts).as(Change.Cut::new),
                Combinators.combine(positions, counts).as(Change.Repeat::new));
        return change.list().ofMinSize(1).ofMaxSize(6);
    }

    private static byte[] apply(List<Change> changes, byte[] bytes) {
        byte[] changed = bytes.clone();
        for (Change change : changes) {
            changed = change.applyTo(changed);
        }
        return changed;
    }

    @Property
    void corruptedFramesDecodeOrFailWithATypedError(@ForAll("changes") List<Change> changes) {
        check(apply(changes, WireBytes.stream(row(1), WireBytes.record().digest(2, 2), row(3))));
    }

    /** The frames and lengths around the corrupted value are valid, so that the value reaches the appenders. */
    @Property
    void corruptedListsAndMapsDecodeOrFailWithATypedError(
            @ForAll("changes") List<Change> changes, @ForAll("nested") String bin, @ForAll boolean map) {
        byte[] broken = apply(changes, hex(bin.equals("struct") || bin.equals("map") ? STRUCT : ANYTHING));
        StreamRun run = check(WireBytes.stream(
                row(1), WireBytes.record().digest(2, 2).bin(bin, map ? Particle.MAP : Particle.LIST, broken), row(3)));
        if (run.error() == null) {
            assertThat(run.rows()).hasSize(3);
            // The corrupted value does not change the rows around it.
            assertThat(run.rows().get(2).subList(5, SCHEMA.getFields().size()))
                    .hasToString(run.rows()
                            .get(0)
                            .subList(5, SCHEMA.getFields().size())
                            .toString());
        }
    }

    @Provide
    Arbitrary<String> nested() {
        return Arbitraries.of("list", "vectors", "map", "struct", "json", "blob");
    }

    private StreamRun check(byte[] stream) {
        StreamRun run = StreamRun.of(stream, WHOLE, Retention.NONE, target, 0x00);
        if (run.error() != null) {
            assertThat(run.error()).matches("(?s)ProtocolViolationException: .{10,}");
        }
        assertThat(StreamRun.of(stream, WHOLE, Retention.NONE, target, 0xff)).hasToString(run.toString());
        int[] cuts = new int[stream.length / CUT];
        Arrays.setAll(cuts, i -> (i + 1) * CUT);
        assertThat(StreamRun.of(stream, cuts, Retention.NONE, target, 0x5a)).hasToString(run.toString());
        return run;
    }

    // STRUCT is key-ordered: {"a": "x", "b": [1, -1], "c": {"d": blob 09, "e": true}}.
    // ANYTHING is a list with values of all kinds.
    private static final String STRUCT = "84c70001c0a20361a20378a203629201ffa2036382a20364a20409a20365c3";
    private static final String ANYTHING =
            "9ac0c2c3cd0100cb3ff8000000000000a4030a2261a20409dc0001cf8000000000000000" + "81a2036b90" + "a3177b7d";

    private static WireBytes.MessageBuilder row(int number) {
        return WireBytes.record()
                .digest(7, number)
                .set("set")
                .key(3, new byte[] {'k'})
                .voidTime(500_000_000)
                .integer("int", 7)
                .integer("time", 1_700_000_000_000L)
                .real("real", 1.5)
                .bool("bool", true)
                .string("text", "grün")
                .bin("blob", Particle.BLOB, new byte[] {1, 2})
                .bin("list", Particle.LIST, hex("93a303c3a4a103c0"))
                .bin("vectors", Particle.LIST, hex("9292ca3f80000001c0"))
                .bin("map", Particle.MAP, hex("82a2036b9101a2036cc0"))
                .bin("struct", Particle.MAP, hex(STRUCT))
                .bin("json", Particle.LIST, hex(ANYTHING));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
