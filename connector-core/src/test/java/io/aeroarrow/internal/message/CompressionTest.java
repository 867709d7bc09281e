package io.aeroarrow.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.MemoryLimitException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.request.GoldenFrames;
import io.aeroarrow.internal.request.WireBytes;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class CompressionTest {

    private static final byte[] RECORDS = WireBytes.frame(
            WireBytes.record().digest(1, 1).string("a", "x".repeat(5_000)),
            WireBytes.record().digest(1, 2).integer("b", 7));
    private static final byte[] LAST = WireBytes.frame(WireBytes.last());

    private static byte[] compressed(byte[] frame) {
        return compressed(frame.length, deflated(frame));
    }

    private static byte[] compressed(long size, byte[] deflated) {
        byte[] body = ByteBuffer.allocate(8 + deflated.length)
                .putLong(size)
                .put(deflated)
                .array();
        return WireBytes.rawFrame(2, 4, body);
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length + 100];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    /** The decompressed bytes when the input arrives in parts that end at the given offsets. */
    private static byte[] inflated(byte[] bytes, int... borders) {
        FrameInflater inflater = new FrameInflater(Long.MAX_VALUE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        for (int to : borders) {
            inflate(inflater, Arrays.copyOfRange(bytes, from, to), out);
            from = to;
        }
        inflate(inflater, Arrays.copyOfRange(bytes, from, bytes.length), out);
        inflater.requireEnd();
        return out.toByteArray();
    }

    private static void inflate(FrameInflater inflater, byte[] part, ByteArrayOutputStream out) {
        ByteBuf clear = inflater.inflate(WireBytes.direct(part));
        byte[] bytes = new byte[clear.readableBytes()];
        clear.readBytes(bytes);
        clear.release();
        out.writeBytes(bytes);
    }

    private static byte[] prepared(byte[] frame) {
        ByteBuf prepared = FrameDeflater.prepare(WireBytes.direct(frame));
        byte[] bytes = new byte[prepared.readableBytes()];
        prepared.readBytes(bytes);
        prepared.release();
        return bytes;
    }

    @Test
    void compressesLikeTheOfficialClient() {
        for (String name : List.of("put-compressed", "batch-compressed")) {
            byte[] request = GoldenFrames.request(name);
            byte[] clear = inflated(request);
            assertThat(clear).hasSizeGreaterThan(request.length).startsWith(2, 3);
            assertThat(prepared(clear)).as(name).isEqualTo(request);
        }
    }

    @Test
    void doesNotCompressSmallOrIncompressibleFrames() {
        byte[] asking = GoldenFrames.request("get-compress-flag");
        byte[] small = asking.clone();
        small[9] &= 0x7f;
        assertThat(prepared(small)).isEqualTo(asking);
        byte[] noise = new byte[1_000];
        new Random(1).nextBytes(noise);
        noise[1] = (byte) 0x88;
        byte[] batch = WireBytes.rawFrame(2, 3, noise);
        assertThat(prepared(batch)).isEqualTo(batch);
        byte[] info = WireBytes.rawFrame(2, 1, new byte[500]);
        assertThat(prepared(info)).isEqualTo(info);
    }

    @Test
    void decompressesAStreamWithAnyChunkBoundaries() {
        byte[] stream = WireBytes.concat(compressed(RECORDS), RECORDS, compressed(LAST), LAST, compressed(RECORDS));
        byte[] wanted = WireBytes.concat(RECORDS, RECORDS, LAST, LAST, RECORDS);
        assertThat(inflated(stream)).isEqualTo(wanted);
        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(inflated(stream, cut)).isEqualTo(wanted);
        }
        Random random = new Random(42);
        for (int i = 0; i < 300; i++) {
            int[] borders = random.ints(random.nextInt(20), 0, stream.length + 1)
                    .sorted()
                    .toArray();
            assertThat(inflated(stream, borders)).isEqualTo(wanted);
        }
    }

    @Test
    void rejectsFramesWithWrongLengths() {
        byte[] deflated = deflated(LAST);
        assertRejected("decompressed", compressed(LAST.length, new byte[40]));
        assertRejected("of a frame that announces", compressed(LAST.length + 1, deflated));
        assertRejected("of a frame that announces", compressed(LAST.length - 1, deflated));
        assertRejected("contains " + LAST.length, compressed(LAST.length + 1, deflated(announcing(LAST, 1))));
        assertRejected("contains more", compressed(LAST.length - 1, deflated(announcing(LAST, -1))));
        assertRejected("contains more", compressed(LAST.length, WireBytes.concat(deflated, new byte[] {0})));
        assertRejected("announces a frame of", compressed(1L << 40, deflated));
        assertRejected("announces a frame of", compressed(-1, deflated));
        assertRejected("announces a frame of", compressed(100_000_000, deflated));
        assertRejected("a body of 8 bytes", compressed(10, new byte[0]));
        assertRejected("a frame of type 1 instead of 3|type 1", compressed(WireBytes.rawFrame(2, 1, new byte[9])));
        assertRejected("of a frame that announces", compressed(WireBytes.concat(LAST, LAST)));
        assertRejected("134217729 bytes", new byte[] {2, 4, 0, 0, 8, 0, 0, 1});
    }

    /** A frame whose header announces another length. */
    private static byte[] announcing(byte[] frame, int more) {
        byte[] changed = frame.clone();
        changed[7] += (byte) more;
        return changed;
    }

    private static void assertRejected(String why, byte[] frame) {
        assertThatThrownBy(() -> inflated(frame))
                .isInstanceOf(ProtocolViolationException.class)
                .message()
                .containsPattern(why);
    }

    @Test
    void rejectsFramesAboveTheMemoryLimit() {
        FrameInflater fits = new FrameInflater(RECORDS.length);
        inflate(fits, compressed(RECORDS), new ByteArrayOutputStream());
        for (int limit : List.of(20, RECORDS.length - 1)) {
            FrameInflater inflater = new FrameInflater(limit);
            assertThatThrownBy(() -> inflater.inflate(WireBytes.direct(compressed(RECORDS))))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContaining("readerMemoryLimit, " + limit + " bytes");
        }
    }

    /** A chunk is decompressed when it arrives, so that no single read takes long. */
    @Test
    void decompressesEachPartWhenItArrives() {
        byte[] text = new byte[4_000_000];
        new Random(7).nextBytes(text);
        for (int i = 0; i < text.length; i++) {
            text[i] &= 0x0f;
        }
        byte[] frame = WireBytes.frame(WireBytes.record().digest(1, 1).bin("a", 4, text));
        byte[] stream = compressed(frame);
        FrameInflater inflater = new FrameInflater(Long.MAX_VALUE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int part = 50_000;
        for (int from = 0; from < stream.length; from += part) {
            int before = out.size();
            inflate(inflater, Arrays.copyOfRange(stream, from, Math.min(stream.length, from + part)), out);
            assertThat(out.size() - before).isLessThan(5 * part);
        }
        inflater.requireEnd();
        assertThat(out.toByteArray()).isEqualTo(frame);
    }

    @Test
    void detectsBytesAfterTheEnd() {
        FrameInflater inflater = new FrameInflater(Long.MAX_VALUE);
        inflate(inflater, WireBytes.concat(compressed(LAST), new byte[] {2, 4}), new ByteArrayOutputStream());
        assertThatThrownBy(inflater::requireEnd).isInstanceOf(ProtocolViolationException.class);
    }

    @Test
    void corruptedFramesFailTypedOrStayWhole() {
        byte[] frame = compressed(RECORDS);
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = frame.clone();
            bad[8 + random.nextInt(bad.length - 8)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(inflated(bad)).hasSize(RECORDS.length);
            } catch (ProtocolViolationException e) {
                assertThat(e).hasMessageContaining("frame");
            }
        }
    }
}
