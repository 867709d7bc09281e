package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.arrow.schema.TypeNames;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.value.Particle;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Appends values of each type to columns of each type. */
class AppendersTest {

    private static final ArrowType FLOAT32 = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
    private static final long TWO_53 = 1L << 53;

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void closeAllocator() {
        allocator.close();
    }

    /** Marks a value that does not fit. */
    private static final String MISMATCH = "mismatch";

    record Case(ArrowType type, int particle, String hex, Object expected) {
        byte[] value() {
            return HexFormat.of().parseHex(hex);
        }

        @Override
        public String toString() {
            return type + " from " + Particle.name(particle) + " " + hex;
        }
    }

    private static Case integer(ArrowType type, long value, Object expected) {
        return of(type, Particle.INTEGER, HexFormat.of().toHexDigits(value), expected);
    }

    private static Case real(ArrowType type, double value, Object expected) {
        return of(type, Particle.FLOAT, HexFormat.of().toHexDigits(Double.doubleToRawLongBits(value)), expected);
    }

    private static Case of(ArrowType type, int particle, String hex, Object expected) {
        return new Case(type, particle, hex, expected);
    }

    private static ArrowType ofBits(int bits, boolean signed) {
        return new ArrowType.Int(bits, signed);
    }

    static Stream<Case> integers() {
        Stream.Builder<Case> cases = Stream.builder();
        for (int bits : new int[] {8, 16, 32}) {
            long top = 1L << (bits - 1);
            for (long fits : new long[] {0, 1, -1, top - 1, -top}) {
                cases.add(integer(ofBits(bits, true), fits, fits));
            }
            for (long fits : new long[] {0, 1, top, 2 * top - 1}) {
                cases.add(integer(ofBits(bits, false), fits, fits));
            }
            for (long large : new long[] {top, -top - 1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32}) {
                cases.add(integer(ofBits(bits, true), large, MISMATCH));
            }
            for (long large : new long[] {2 * top, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
                cases.add(integer(ofBits(bits, false), large, MISMATCH));
            }
        }
        for (long fits : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            cases.add(integer(ofBits(64, true), fits, fits));
            cases.add(integer(ofBits(64, false), fits, fits < 0 ? MISMATCH : (Object) fits));
        }
        return cases.build();
    }

    static Stream<Case> timesAndDurations() {
        List<ArrowType> wide = List.of(
                new ArrowType.Timestamp(TimeUnit.SECOND, null),
                new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC"),
                new ArrowType.Timestamp(TimeUnit.MICROSECOND, null),
                new ArrowType.Timestamp(TimeUnit.NANOSECOND, "UTC"),
                new ArrowType.Date(DateUnit.MILLISECOND),
                new ArrowType.Time(TimeUnit.MICROSECOND, 64),
                new ArrowType.Time(TimeUnit.NANOSECOND, 64),
                new ArrowType.Duration(TimeUnit.SECOND),
                new ArrowType.Duration(TimeUnit.NANOSECOND));
        List<ArrowType> narrow = List.of(
                new ArrowType.Date(DateUnit.DAY),
                new ArrowType.Time(TimeUnit.SECOND, 32),
                new ArrowType.Time(TimeUnit.MILLISECOND, 32));
        return Stream.concat(
                wide.stream()
                        .flatMap(type -> Stream.of(
                                integer(type, 1_700_000_000L, 1_700_000_000L),
                                integer(type, -1, -1L),
                                integer(type, Long.MIN_VALUE, Long.MIN_VALUE),
                                real(type, 1, MISMATCH))),
                narrow.stream()
                        .flatMap(type -> Stream.of(
                                integer(type, 19_000, 19_000L),
                                integer(type, -1, -1L),
                                integer(type, 1L << 31, MISMATCH),
                                real(type, 1, MISMATCH))));
    }

    static Stream<Case> floats() {
        double pi = Math.PI;
        return Stream.of(
                real(ColumnSamples.FLOAT64, pi, pi),
                real(ColumnSamples.FLOAT64, -0.0, -0.0),
                real(ColumnSamples.FLOAT64, Double.NaN, Double.NaN),
                real(ColumnSamples.FLOAT64, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY),
                real(ColumnSamples.FLOAT64, Double.MIN_VALUE, Double.MIN_VALUE),
                integer(ColumnSamples.FLOAT64, -7, -7.0),
                integer(ColumnSamples.FLOAT64, TWO_53, 0x1p53),
                integer(ColumnSamples.FLOAT64, -TWO_53, -0x1p53),
                integer(ColumnSamples.FLOAT64, TWO_53 + 1, MISMATCH),
                integer(ColumnSamples.FLOAT64, -TWO_53 - 1, MISMATCH),
                integer(ColumnSamples.FLOAT64, TWO_53 + 2, 0x1p53 + 2),
                integer(ColumnSamples.FLOAT64, Long.MAX_VALUE, MISMATCH),
                integer(ColumnSamples.FLOAT64, Long.MAX_VALUE - 511, MISMATCH),
                integer(ColumnSamples.FLOAT64, Long.MAX_VALUE - 1023, 0x1.fffffffffffffp62),
                integer(ColumnSamples.FLOAT64, Long.MIN_VALUE, -0x1p63),
                integer(ColumnSamples.FLOAT64, 1L << 62, 0x1p62),
                real(FLOAT32, 1.5, 1.5f),
                real(FLOAT32, -0.0, -0.0f),
                real(FLOAT32, Double.NaN, Float.NaN),
                real(FLOAT32, Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY),
                real(FLOAT32, Float.MAX_VALUE, Float.MAX_VALUE),
                real(FLOAT32, Float.MIN_VALUE, Float.MIN_VALUE),
                real(FLOAT32, pi, MISMATCH),
                real(FLOAT32, 1e300, MISMATCH),
                real(FLOAT32, Double.MIN_VALUE, MISMATCH),
                integer(FLOAT32, 1 << 24, 0x1p24f),
                integer(FLOAT32, (1 << 24) + 1, MISMATCH),
                integer(FLOAT32, Long.MIN_VALUE, -0x1p63f),
                integer(FLOAT32, Long.MAX_VALUE, MISMATCH));
    }

    static Stream<Case> bools() {
        return Stream.of(
                of(ColumnSamples.BOOL, Particle.BOOL, "00", false),
                of(ColumnSamples.BOOL, Particle.BOOL, "01", true),
                of(ColumnSamples.BOOL, Particle.BOOL, "02", MISMATCH),
                of(ColumnSamples.BOOL, Particle.BOOL, "ff", MISMATCH),
                integer(ColumnSamples.BOOL, 0, false),
                integer(ColumnSamples.BOOL, 1, true),
                integer(ColumnSamples.BOOL, 2, MISMATCH),
                integer(ColumnSamples.BOOL, -1, MISMATCH),
                integer(ColumnSamples.BOOL, 1L << 32, MISMATCH),
                real(ColumnSamples.BOOL, 1, MISMATCH));
    }

    static Stream<Case> bytes() {
        ArrowType two = new ArrowType.FixedSizeBinary(2);
        return Stream.of(
                of(ColumnSamples.BINARY, Particle.BLOB, "", new byte[0]),
                of(ColumnSamples.BINARY, Particle.BLOB, "00ff", new byte[] {0, -1}),
                of(ColumnSamples.BINARY, Particle.HLL, "01", new byte[] {1}),
                of(ColumnSamples.BINARY, Particle.JAVA_BLOB, "01", new byte[] {1}),
                of(ColumnSamples.BINARY, 9, "01", new byte[] {1}),
                of(ColumnSamples.BINARY, Particle.ERLANG_BLOB, "01", new byte[] {1}),
                of(ColumnSamples.BINARY, Particle.STRING, "fffe", new byte[] {-1, -2}),
                of(ColumnSamples.BINARY, Particle.GEOJSON, "0000007b7d", MISMATCH),
                of(two, Particle.BLOB, "0102", new byte[] {1, 2}),
                of(two, Particle.HLL, "0102", new byte[] {1, 2}),
                of(two, Particle.BLOB, "01", MISMATCH),
                of(two, Particle.BLOB, "010203", MISMATCH),
                of(two, Particle.BLOB, "", MISMATCH),
                of(two, Particle.STRING, "6162", MISMATCH));
    }

    static Stream<Case> texts() {
        String cells = "1122334455667788";
        return Stream.of(
                of(ColumnSamples.UTF8, Particle.STRING, "", ""),
                of(ColumnSamples.UTF8, Particle.STRING, "61c3bc", "aü"),
                of(ColumnSamples.UTF8, Particle.STRING, "61c3", MISMATCH),
                of(ColumnSamples.UTF8, Particle.STRING, "ff", MISMATCH),
                of(ColumnSamples.UTF8, Particle.BLOB, "61", MISMATCH),
                of(ColumnSamples.UTF8, Particle.HLL, "61", MISMATCH),
                of(ColumnSamples.UTF8, Particle.GEOJSON, "0000007b7d", "{}"),
                of(ColumnSamples.UTF8, Particle.GEOJSON, "000000", ""),
                of(ColumnSamples.UTF8, Particle.GEOJSON, "010002" + cells + cells + "7b7d", "{}"),
                // Shorter than the header, shorter than its cell ids, and text that is not UTF-8.
                of(ColumnSamples.UTF8, Particle.GEOJSON, "", MISMATCH),
                of(ColumnSamples.UTF8, Particle.GEOJSON, "0000", MISMATCH),
                of(ColumnSamples.UTF8, Particle.GEOJSON, "000001" + cells.substring(2), MISMATCH),
                of(ColumnSamples.UTF8, Particle.GEOJSON, "00ffff7b7d", MISMATCH),
                of(ColumnSamples.UTF8, Particle.GEOJSON, "000000ff", MISMATCH));
    }

    /**
     * Number columns accept no strings or bytes; string and byte columns accept no numbers; only utf8 accepts lists and
     * maps.
     */
    static Stream<Case> wrongTypes() {
        List<ArrowType> numbers = List.of(
                ofBits(8, true),
                ofBits(16, false),
                ofBits(32, true),
                ofBits(64, true),
                ColumnSamples.FLOAT64,
                FLOAT32,
                ColumnSamples.BOOL,
                new ArrowType.Date(DateUnit.DAY),
                new ArrowType.Timestamp(TimeUnit.SECOND, null));
        List<ArrowType> bytes = List.of(ColumnSamples.UTF8, ColumnSamples.BINARY, new ArrowType.FixedSizeBinary(8));
        String eight = "0000000000000001";
        Stream<Case> wrong = numbers.stream()
                .flatMap(type -> Stream.of(
                        of(type, Particle.STRING, eight, MISMATCH),
                        of(type, Particle.BLOB, eight, MISMATCH),
                        of(type, Particle.HLL, eight, MISMATCH),
                        of(type, Particle.GEOJSON, eight, MISMATCH)));
        wrong = Stream.concat(
                wrong,
                bytes.stream()
                        .flatMap(type -> Stream.of(
                                of(type, Particle.INTEGER, eight, MISMATCH),
                                of(type, Particle.FLOAT, eight, MISMATCH),
                                of(type, Particle.BOOL, "01", MISMATCH))));
        return Stream.concat(
                wrong,
                Stream.concat(numbers.stream(), bytes.stream())
                        .flatMap(type -> Stream.of(
                                of(type, Particle.LIST, "90", type.equals(ColumnSamples.UTF8) ? "[]" : MISMATCH),
                                of(type, Particle.MAP, "80", type.equals(ColumnSamples.UTF8) ? "{}" : MISMATCH))));
    }

    static Stream<Case> floatsToIntegers() {
        return Stream.of(real(ofBits(64, true), 1, MISMATCH), real(ofBits(8, false), 0, MISMATCH));
    }

    @ParameterizedTest
    @MethodSource({
        "integers",
        "timesAndDurations",
        "floats",
        "bools",
        "bytes",
        "texts",
        "wrongTypes",
        "floatsToIntegers"
    })
    void appendsValuesThatFitAndCountsOthersAsMismatches(Case testCase) {
        byte[] stream = WireBytes.stream(
                WireBytes.record().digest(1, 1).bin("x", testCase.particle, testCase.value()),
                WireBytes.record().digest(1, 2),
                WireBytes.record().digest(1, 3).bin("x", Particle.NULL, new byte[0]),
                WireBytes.record().digest(1, 4).bin("x", testCase.particle, testCase.value()));
        Schema schema = new Schema(List.of(ColumnSamples.field("x", testCase.type)));
        boolean fits = !MISMATCH.equals(testCase.expected);
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
            RecordAppender appender = appender(root, OnMismatch.NULL);
            appender.startBatch();
            WireBytes.forEachBlock(stream, appender::append);
            appender.finishBatch();
            FieldVector vector = root.getVector("x");
            assertThat(value(vector, 0)).isEqualTo(fits ? testCase.expected : null);
            assertThat(value(vector, 3)).isEqualTo(fits ? testCase.expected : null);
            assertThat(vector.isNull(1)).isTrue();
            assertThat(vector.isNull(2)).isTrue();
            assertThat(vector.getNullCount()).isEqualTo(fits ? 2 : 4);
            assertThat(appender.mismatchesByColumn()).isEqualTo(fits ? Map.of() : Map.of("x", 2L));
        }
        if (!fits) {
            try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
                RecordAppender appender = appender(root, OnMismatch.FAIL);
                appender.startBatch();
                assertThatThrownBy(() -> WireBytes.forEachBlock(stream, appender::append))
                        .isInstanceOf(MismatchException.class)
                        .hasMessageContainingAll(
                                "bin 'x'",
                                "0100",
                                Particle.name(testCase.particle),
                                TypeNames.declared(schema.findField("x")),
                                "'ns'");
            }
        }
    }

    private static RecordAppender appender(VectorSchemaRoot root, OnMismatch onMismatch) {
        return new RecordAppender(root, new RecordAppender.Source("ns", "set", onMismatch), 16, Long.MAX_VALUE);
    }

    /** The value of a row; integers, dates and times as the long in their vector. */
    private static Object value(FieldVector vector, int row) {
        ArrowType type = vector.getField().getType();
        boolean number = !(type instanceof ArrowType.FloatingPoint
                || type instanceof ArrowType.Bool
                || type instanceof ArrowType.FixedSizeBinary);
        if (vector.isNull(row) || !(vector instanceof BaseFixedWidthVector fixed) || !number) {
            return ColumnSamples.value(vector, row);
        }
        boolean unsigned = type instanceof ArrowType.Int integer && !integer.getIsSigned();
        long at = (long) row * fixed.getTypeWidth();
        return switch (fixed.getTypeWidth()) {
            case 1 ->
                unsigned
                        ? fixed.getDataBuffer().getByte(at) & 0xffL
                        : (long) fixed.getDataBuffer().getByte(at);
            case 2 ->
                unsigned
                        ? fixed.getDataBuffer().getShort(at) & 0xffffL
                        : (long) fixed.getDataBuffer().getShort(at);
            case 4 ->
                unsigned
                        ? fixed.getDataBuffer().getInt(at) & 0xffff_ffffL
                        : (long) fixed.getDataBuffer().getInt(at);
            default -> fixed.getDataBuffer().getLong(at);
        };
    }

    @Test
    void numberWithWrongLengthIsAProtocolViolation() {
        for (Case wrong : List.of(
                of(ColumnSamples.INT64, Particle.INTEGER, "01", null),
                of(ColumnSamples.INT64, Particle.INTEGER, "", null),
                of(ColumnSamples.UTF8, Particle.INTEGER, "000000000000000001", null),
                of(ColumnSamples.FLOAT64, Particle.FLOAT, "3ff80000", null),
                of(ColumnSamples.BOOL, Particle.BOOL, "", null),
                of(ColumnSamples.BOOL, Particle.BOOL, "0001", null))) {
            Schema schema = new Schema(List.of(ColumnSamples.field("x", wrong.type)));
            try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
                RecordAppender appender = appender(root, OnMismatch.NULL);
                appender.startBatch();
                byte[] stream = WireBytes.stream(WireBytes.record().bin("x", wrong.particle, wrong.value()));
                assertThatThrownBy(() -> WireBytes.forEachBlock(stream, appender::append))
                        .isInstanceOf(ProtocolViolationException.class)
                        .hasMessageContaining("takes " + wrong.value().length + " bytes");
            }
        }
    }

    @Test
    void longStringsGrowTheirColumn() {
        Schema schema = new Schema(
                List.of(ColumnSamples.field("x", ColumnSamples.UTF8), ColumnSamples.field("y", ColumnSamples.BINARY)));
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
            RecordAppender appender = appender(root, OnMismatch.FAIL);
            for (int batch = 0; batch < 3; batch++) {
                appender.startBatch();
                for (int i = 0; i < 10; i++) {
                    String text = "ü".repeat(1 << (i + batch));
                    WireBytes.forEachBlock(
                            WireBytes.stream(WireBytes.record()
                                    .string("x", text)
                                    .bin("y", Particle.BLOB, text.getBytes(StandardCharsets.UTF_8))),
                            appender::append);
                }
                appender.finishBatch();
                for (int i = 0; i < 10; i++) {
                    String text = "ü".repeat(1 << (i + batch));
                    assertThat(ColumnSamples.value(root.getVector("x"), i)).isEqualTo(text);
                    assertThat(ColumnSamples.value(root.getVector("y"), i))
                            .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    @Test
    void unsupportedTypeIsRejectedNamingTheField() {
        for (ArrowType type : List.of(
                new ArrowType.Decimal(10, 2, 128),
                new ArrowType.Interval(org.apache.arrow.vector.types.IntervalUnit.MONTH_DAY_NANO),
                new ArrowType.Interval(org.apache.arrow.vector.types.IntervalUnit.DAY_TIME))) {
            Schema schema = new Schema(List.of(ColumnSamples.field("unsupported", type)));
            try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
                assertThatThrownBy(() -> appender(root, OnMismatch.NULL))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("field 'unsupported'");
            }
        }
    }
}
