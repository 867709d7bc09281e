package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.internal.request.GoldenFrames;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A stream decodes to the same rows however it is cut. A corrupted stream decodes or fails with a typed
 * error. Neither leaks memory.
 */
@Timeout(60)
class StreamPropertiesTest {

    private static final int[] WHOLE = {};

    private static final Schema SCHEMA = new Schema(List.of(
            MetadataColumn.DIGEST.field(),
            MetadataColumn.SET.field(),
            ColumnSamples.field("__key", ColumnSamples.BINARY),
            MetadataColumn.GENERATION.field(),
            MetadataColumn.EXPIRY.field(),
            ColumnSamples.field("a", ColumnSamples.INT64),
            ColumnSamples.field("b", ColumnSamples.UTF8),
            ColumnSamples.field("c", ColumnSamples.FLOAT64),
            ColumnSamples.field("bool", ColumnSamples.BOOL),
            ColumnSamples.field("bl", ColumnSamples.BINARY),
            ColumnSamples.field("fixed", new ArrowType.FixedSizeBinary(3)),
            ColumnSamples.field("geo", ColumnSamples.UTF8),
            ColumnSamples.field("name-of-15-byte", new ArrowType.Int(8, false))));

    private final StreamRun.Target target = new StreamRun.Target(SCHEMA);

    @AfterEach
    void closeTarget() {
        target.close();
    }

    /** A stream of a few hundred bytes with every part of an answer. It has three frames; one is empty. */
    private static byte[] small() {
        return WireBytes.concat(
                WireBytes.frame(
                        WireBytes.record()
                                .digest(7, 1)
                                .set("set")
                                .key(3, new byte[] {'k', 'e', 'y'})
                                .field(15, WireBytes.longBytes(3))
                                .voidTime(500_000_000)
                                .integer("a", -1)
                                .string("b", "grün")
                                .real("c", 1.5)
                                .bool("bool", true),
                        WireBytes.record().info3(4).result(11).generation(99)),
                WireBytes.frame(),
                WireBytes.frame(
                        WireBytes.record()
                                .digest(8, 2)
                                .bin("bl", 4, new byte[] {9, 8})
                                .bin("fixed", 4, new byte[] {1, 2, 3})
                                .bin("geo", 23, geoJson())
                                .integer("name-of-15-byte", 255)
                                .integer("unknown", 3)
                                .bin("b", 0, new byte[0]),
                        WireBytes.record().digest(9, 3),
                        WireBytes.last()));
    }

    private static byte[] geoJson() {
        return WireBytes.concat(new byte[] {0, 0, 1}, WireBytes.longBytes(77), new byte[] {'{', '}'});
    }

    private StreamRun run(byte[] stream, int[] cuts, Retention retention) {
        return StreamRun.of(stream, cuts, retention, target, 0xa5);
    }

    @Test
    void smallStreamHasTheIntendedContent() {
        StreamRun whole = run(small(), WHOLE, Retention.NONE);
        assertThat(whole.error()).isNull();
        assertThat(whole.ended()).isTrue();
        assertThat(whole.others()).containsExactly("done 11 99", "last 0 1");
        assertThat(whole.rows()).hasSize(3);
        assertThat(whole.rows().get(0).subList(5, 9)).containsExactly(-1L, "grün", 1.5, true);
        assertThat(whole.rows().get(1).subList(11, 13)).containsExactly("{}", (byte) 255);
        assertThat(whole.rows().get(2).subList(5, 13)).containsOnlyNulls();
    }

    @ParameterizedTest
    @EnumSource
    void smallStreamCutAtAnyByteDecodesToTheSameRows(Retention retention) {
        byte[] stream = small();
        StreamRun whole = run(stream, WHOLE, Retention.NONE);
        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(run(stream, new int[] {cut}, retention))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @EnumSource
    void recordCutAtAnyTwoBytesDecodesToTheSameRows(Retention retention) {
        byte[] stream = WireBytes.stream(
                WireBytes.record().digest(1, 1).integer("a", 1).string("b", "x"),
                WireBytes.record().digest(1, 2).bool("bool", true));
        StreamRun whole = run(stream, WHOLE, Retention.NONE);
        for (int first = 0; first < stream.length; first += 5) {
            for (int second = first; second < stream.length; second++) {
                assertThat(run(stream, new int[] {first, second}, retention)).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void streamInSingleBytesDecodesToTheSameRows(Retention retention) {
        for (byte[] stream :
                List.of(small(), GoldenFrames.answer("scan-all"), GoldenFrames.answer("raw-batch-proxied"))) {
            int[] cuts = IntStream.range(1, stream.length).toArray();
            assertThat(run(stream, cuts, retention)).isEqualTo(run(stream, WHOLE, Retention.NONE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void largeStreamCutAtRandomDecodesToTheSameRows(Retention retention) {
        Random random = new Random(20260101);
        for (byte[] stream : List.of(large(), GoldenFrames.answer("raw-query-max"))) {
            StreamRun whole = run(stream, WHOLE, Retention.NONE);
            assertThat(whole.error()).isNull();
            for (int i = 0; i < 40; i++) {
                int[] cuts = random.ints(random.nextInt(1, 60), 0, stream.length)
                        .sorted()
                        .toArray();
                assertThat(run(stream, cuts, retention)).isEqualTo(whole);
            }
        }
    }

    /** A stream of a few hundred records. One is larger than any chunk that carries over a partial record. */
    private static byte[] large() {
        Random random = new Random(7);
        List<byte[]> frames = new ArrayList<>();
        for (int frame = 0; frame < 10; frame++) {
            MessageBuilder[] records = new MessageBuilder[random.nextInt(1, 40)];
            for (int i = 0; i < records.length; i++) {
                int size = frame == 5 && i == 0 ? 30_000 : random.nextInt(300);
                records[i] = WireBytes.record()
                        .digest(random.nextInt(4096), i)
                        .set("set")
                        .integer("a", random.nextLong())
                        .string("b", "y".repeat(size))
                        .real("c", random.nextDouble())
                        .bool("bool", random.nextBoolean());
            }
            frames.add(WireBytes.frame(records));
        }
        frames.add(WireBytes.frame(WireBytes.last()));
        return WireBytes.concat(frames.toArray(new byte[0][]));
    }

    /** Decodes the stream, and checks that the result does not depend on the memory around the chunks. */
    private StreamRun outcome(byte[] stream, int[] cuts, Retention retention) {
        StreamRun run = StreamRun.of(stream, cuts, retention, target, 0x00);
        assertThat(StreamRun.of(stream, cuts, retention, target, 0xff)).isEqualTo(run);
        return run;
    }

    @ParameterizedTest
    @EnumSource
    void everyFlippedBitDecodesOrFailsWithATypedError(Retention retention) {
        byte[] stream = small();
        int failed = 0;
        for (int at = 0; at < stream.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] broken = stream.clone();
                broken[at] ^= (byte) (1 << bit);
                StreamRun run = outcome(broken, WHOLE, retention);
                failed += run.error() == null ? 0 : 1;
                assertThat(run.error() == null || run.error().matches("(ProtocolViolation|Mismatch)Exception: .{10,}"))
                        .as(run.error())
                        .isTrue();
            }
        }
        // Most bytes belong to values: a changed value is still valid.
        assertThat(failed).isBetween(500, stream.length * 8);
    }

    @ParameterizedTest
    @EnumSource
    void everyByteSetToAnExtremeDecodesOrFailsWithATypedError(Retention retention) {
        byte[] stream = small();
        for (int at = 0; at < stream.length; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                byte[] broken = stream.clone();
                broken[at] = (byte) value;
                assertThat(outcome(broken, new int[] {stream.length / 2}, retention))
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void truncatedStreamWaitsForMoreBytes(Retention retention) {
        byte[] stream = small();
        for (int length = 0; length < stream.length; length++) {
            StreamRun run = outcome(Arrays.copyOf(stream, length), WHOLE, retention);
            assertThat(run.error()).isNull();
            assertThat(run.ended()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void largeStreamCorruptedAtRandomDecodesOrFailsWithATypedError(Retention retention) {
        Random random = new Random(42);
        int failed = 0;
        for (byte[] stream : List.of(
                GoldenFrames.answer("raw-batch-proxied"),
                GoldenFrames.answer("scan-all"),
                GoldenFrames.answer("query-pi"))) {
            for (int i = 0; i < 250; i++) {
                byte[] broken = corruptAtRandom(stream, random);
                int[] cuts = random.ints(random.nextInt(4), 0, broken.length + 1)
                        .sorted()
                        .toArray();
                StreamRun run = outcome(broken, cuts, retention);
                failed += run.error() == null ? 0 : 1;
            }
        }
        assertThat(failed).isGreaterThan(100);
    }

    private static byte[] corruptAtRandom(byte[] stream, Random random) {
        int at = random.nextInt(stream.length);
        byte[] head = Arrays.copyOf(stream, at);
        return switch (random.nextInt(4)) {
            case 0 -> flipped(stream, random);
            case 1 -> head;
            case 2 -> {
                byte[] inserted = new byte[random.nextInt(1, 20)];
                random.nextBytes(inserted);
                yield WireBytes.concat(head, inserted, Arrays.copyOfRange(stream, at, stream.length));
            }
            default ->
                WireBytes.concat(
                        head,
                        Arrays.copyOfRange(stream, Math.min(stream.length, at + random.nextInt(1, 40)), stream.length));
        };
    }

    private static byte[] flipped(byte[] stream, Random random) {
        byte[] broken = stream.clone();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
        }
        return broken;
    }

    @Test
    void rejectsBytesAfterTheEnd() {
        byte[] stream = small();
        byte[] longer = Arrays.copyOf(stream, stream.length + 1);
        // The extra byte is in the last chunk, or in its own chunk.
        assertThat(run(longer, WHOLE, Retention.NONE).error()).contains("bytes follow the end of a stream");
        assertThat(run(longer, new int[] {stream.length}, Retention.NONE).error())
                .contains("bytes follow the end of a stream");
    }
}
